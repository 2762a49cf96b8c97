import { ApiError, invalidField, required } from "../errors";
import { children, JsonObject, number, text } from "../json";
import { pathOfReference } from "./paths";
import { Decision, Request, route } from "./url-map-routing";

/** Runs a URL map's own tests, and refuses the map when one fails. */
export function runTests(map: JsonObject, project: string): void {
  const tests = children(map, "tests");
  if (tests.length > 100) throw invalidField("resource.tests", "", "At most 100 tests are allowed.");
  tests.forEach((test, index) => {
    for (const field of ["host", "path"]) {
      if (text(test, field) === "") throw required(`resource.tests[${index}].${field}`);
    }
    if (text(test, "service") !== "" && number(test, "expectedRedirectResponseCode") !== undefined) {
      const why = "service and expectedRedirectResponseCode cannot be set together.";
      throw invalidField(`resource.tests[${index}]`, "", why);
    }
    runTest(map, test, project);
  });
}

function runTest(map: JsonObject, test: JsonObject, project: string): void {
  const [path, query = ""] = text(test, "path").split("?");
  const headers = children(test, "headers").map((header) => [
    text(header, "name").toLowerCase(),
    text(header, "value"),
  ]);
  const request: Request = {
    scheme: "http",
    host: text(test, "host").toLowerCase(),
    path,
    query,
    headers: new Map(headers as [string, string][]),
  };
  const decision = route(map, request);
  const url = text(test, "host") + text(test, "path");
  if (text(test, "service") !== "") expectService(url, text(test, "service"), decision, project);
  const code = number(test, "expectedRedirectResponseCode");
  if (code !== undefined && decision.redirect?.code !== code) {
    throw failure(`Expect URL '${url}' to redirect with ${code}, but actually ${describe(decision)}.`);
  }
  expectOutput(url, test, decision);
}

function expectService(url: string, wanted: string, decision: Decision, project: string): void {
  const path = pathOfReference(wanted, project);
  if (decision.services.some((service) => pathOfReference(service, project) === path)) return;
  throw failure(`Expect URL '${url}' to map to service '${wanted}', but actually ${describe(decision)}.`);
}

function expectOutput(url: string, test: JsonObject, decision: Decision): void {
  const wanted = text(test, "expectedOutputUrl");
  if (wanted === "") return;
  const withoutScheme = (value: string) => value.replace(/^https?:\/\//, "");
  const same = decision.redirect
    ? wanted === decision.output
    : withoutScheme(wanted) === withoutScheme(decision.output);
  if (!same) throw failure(`Expect URL '${url}' to map to output URL '${wanted}', but actually '${decision.output}'.`);
}

function describe(decision: Decision): string {
  if (decision.redirect) return `redirected with ${decision.redirect.code} to '${decision.redirect.location}'`;
  return `mapped to '${decision.services.join("', '")}'`;
}

function failure(what: string): ApiError {
  return invalidField("urlMap.tests", "", `Test failure: ${what}`);
}
