import * as path from "path";
import { SynthesizedApp } from "../../app/synthesized-app";
import { Block, isExpression, knownText } from "../../app/values";
import { Found, about } from "../rule";
import { text } from "../text";

/** Where a stack keeps its state, and what to give another one. */
interface State {
  readonly place: string;
  readonly wayOut: string;
}

/** Two stacks that keep their state in one object or file. */
export function sharedStates(app: SynthesizedApp): Found[] {
  const owners = new Map<string, string>();
  return app.backends().flatMap(({ stack, type, config }) =>
    stateOf(stack, type, config).flatMap(({ place, wayOut }) => {
      const owner = owners.get(place);
      owners.set(place, owner ?? stack);
      return owner === undefined
        ? []
        : [
            about(
              { path: stack },
              text`the state of this stack is in ${place}, which stack ${owner} already uses, so each apply would destroy what the other stack created; ${wayOut}`,
            ),
          ];
    }),
  );
}

function stateOf(stack: string, type: string, config: Block): State[] {
  return type === "gcs" ? inBucket(config) : type === "local" ? inFile(stack, config) : [];
}

/** Terraform takes slashes around a prefix, and a `.` or `..` in it, as a path has them. */
function inBucket(config: Block): State[] {
  const bucket = knownText(config, "bucket");
  const prefix = config.prefix ?? "";
  return bucket === undefined || typeof prefix !== "string" || isExpression(prefix)
    ? []
    : [
        {
          place: `gs://${bucket}${path.posix.join("/", prefix, "default.tfstate")}`,
          wayOut: "set another statePrefix for one of them",
        },
      ];
}

/** A relative path begins in the folder of the stack, three folders below that of the app. */
function inFile(stack: string, config: Block): State[] {
  const file = knownText(config, "path");
  const from = file?.startsWith("/") === true ? "/" : `cdktf.out/stacks/${stack}`;
  return file === undefined ? [] : [{ place: path.posix.join(from, file), wayOut: "set another path for one of them" }];
}
