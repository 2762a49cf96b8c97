import { blocks } from "../../app/terraform-json";
import { Text, given, text } from "../text";

/** What the first version of the API was told by annotations. The second one refuses them. */
const OF_V1 = /^(run|cloud)\.googleapis\.com\/|^(serving|autoscaling)\.knative\.dev\//;
/** The arguments that say the same. */
const ARGUMENTS: { readonly [annotation: string]: string } = {
  "autoscaling.knative.dev/maxScale": "template.scaling.max_instance_count",
  "autoscaling.knative.dev/minScale": "template.scaling.min_instance_count",
  "run.googleapis.com/cloudsql-instances": "template.volumes.cloud_sql_instance",
  "run.googleapis.com/cpu-throttling": "template.containers.resources.cpu_idle",
  "run.googleapis.com/execution-environment": "template.execution_environment",
  "run.googleapis.com/ingress": "ingress",
  "run.googleapis.com/invoker-iam-disabled": "invoker_iam_disabled",
  "run.googleapis.com/launch-stage": "launch_stage",
  "run.googleapis.com/sessionAffinity": "template.session_affinity",
  "run.googleapis.com/startup-cpu-boost": "template.containers.resources.startup_cpu_boost",
  "run.googleapis.com/vpc-access-connector": "template.vpc_access.connector",
  "run.googleapis.com/vpc-access-egress": "template.vpc_access.egress",
};

/** Annotations that are arguments today. */
export function annotations({ annotations: all }: { readonly annotations?: unknown }): Text[] {
  return blocks(all)
    .flatMap((each) => Object.keys(each))
    .filter((key) => OF_V1.test(key))
    .map((key) => {
      const meant = Object.entries(ARGUMENTS).find(([annotation]) => annotation === key)?.[1];
      return text`google_cloud_run_v2_service does not take the annotation ${given(key)}; ${meant === undefined ? "remove it" : `set ${meant} instead`}`;
    });
}
