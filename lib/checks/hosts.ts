import { Token } from "cdktf";
import { inAscii } from "../app/host-names";
import { isHost } from "../rules/limits";
import { Problem, problem } from "./problem";

/** A host of a host rule: UM-02. */
export function checkHost(host: string): Problem[] {
  if (Token.isUnresolved(host) || isHost(host)) {
    return [];
  }
  return [
    problem(
      "UM-02",
      "a host must be a lower-case host name, with an optional port; * only stands first, alone or before . or -",
      host,
      `write it like ${inAscii(host) ?? "app.example.com, *.example.com or *; no scheme, path, or IP address"}`,
    ),
  ];
}
