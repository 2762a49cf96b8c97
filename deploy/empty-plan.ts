import { Terraform, listOf } from "../simulator/try/terraform";

/** What is wrong with the plan after an apply, which must be empty. */
export async function emptyPlan(terraform: Terraform): Promise<string[]> {
  const plan = await terraform.plan();
  return plan.changes.length > 0 ? [`the plan after it is not empty: ${listOf(plan)}`] : [...plan.errors];
}
