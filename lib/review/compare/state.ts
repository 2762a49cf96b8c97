import { Stack } from "../../app/stack";
import { Block, blockOf, text } from "../../app/values";
import { code } from "../markdown";
import { canonical } from "../values";
import { Change, dangerous } from "./change";

/** A state that is kept in another place, where Terraform does not find what it created. */
export function otherState(before: Stack, after: Stack): Change[] {
  const [was, is] = [before, after].map(({ backend }) => backend);
  if (was === undefined || is === undefined || before.resources.length === 0 || canonical(was) === canonical(is)) {
    return [];
  }
  return [
    dangerous(
      `Terraform's state is kept in ${placeWords(is)}; previously in ${placeWords(was)}. Terraform does not look in the old place, so it would create everything again: move the state first, with ${code("terraform init -migrate-state")} in the stack's folder`,
    ),
  ];
}

/** Where a state is, in words: `gcs, bucket states, prefix prod`. */
function placeWords(backend: Block): string {
  const [[kind, settings] = ["nothing", {}]] = Object.entries(backend);
  const all = Object.entries(blockOf(settings)).flatMap(([name, value]) =>
    text(value) === undefined ? [] : [`${name} ${code(text(value) ?? "")}`],
  );
  return [code(kind), ...all].join(", ");
}
