/** What overrides and resources of the provider's may write into network endpoint groups. */
import { ServerlessKind } from "cdktf-google-serverless-lb";
import { SERVERLESS_PLATFORMS } from "../../../lib/google/serverless-platforms";
import { Changes, NEG, RUN, found, site } from "./site";

const neg = (config: object): Changes => ({ [NEG]: { web: config } });
const cloudRun = (cloud_run: object) => neg({ cloud_run });
const cloudFunction = (cloud_function: object) => neg({ cloud_run: undefined, cloud_function });
const appEngine = (app_engine: object) => neg({ cloud_run: undefined, app_engine });
const ofArguments = (changes: Changes) =>
  found(site(changes)).filter((finding) => /^\w+ (NEG-0[2345]|NEG-1[347]|RUN-01) /.test(finding));

test.each<[string, Changes, string]>([
  ["a tag that is none", cloudRun({ service: "api", tag: "Blue" }), "error NEG-02 prod/web: a traffic tag must have "],
  [
    "the tag of traffic that is none",
    { [RUN]: { web: { traffic: [{ percent: 100, tag: "1a" }] } } },
    "error NEG-02 prod/web: a traffic tag must have ",
  ],
  [
    "a function with its project",
    cloudFunction({ function: "projects/p1/functions/f" }),
    "error NEG-03 prod/web: a Cloud Function's name must have ",
  ],
  [
    "an App Engine service of 64 letters",
    appEngine({ service: "a".repeat(64) }),
    "error NEG-04 prod/web: the App Engine service's name must have 1 to 63 characters, ",
  ],
  [
    "an App Engine version of 64 letters",
    appEngine({ version: "a".repeat(64) }),
    "warning NEG-04 prod/web: the provider documents at most 63 characters for an App Engine version, got 64",
  ],
  [
    "a zone",
    neg({ region: "us-central1-a", cloud_run: { service: "api" } }),
    'error NEG-05 prod/web: a serverless network endpoint group must be in a region of Google Cloud, got "us-central1-a"; this is a zone, so use its region us-central1',
  ],
  [
    "a region that is not listed",
    neg({ region: "us-west9", cloud_run: { service: "api" } }),
    "warning NEG-05 prod/web: region us-west9 is not a Google Cloud region that this package knows; Google Cloud's us-west regions are us-west1",
  ],
  ["a mask without a service", cloudRun({ url_mask: "<tag>.app.example.com" }), "error NEG-13 prod/web: the URL mask "],
  [
    "a mask with an open bracket",
    cloudRun({ url_mask: "app.example.com/<service" }),
    "error NEG-13 prod/web: the angle brackets of a URL mask must be in pairs, ",
  ],
  [
    "a mask with one placeholder twice",
    cloudFunction({ url_mask: "app.example.com/<function>/<function>" }),
    "warning NEG-13 prod/web: the URL mask app.example.com/<function>/<function> has <function> twice",
  ],
  [
    "a mask with a query",
    appEngine({ url_mask: "app.example.com/<service>?a" }),
    "error NEG-14 prod/web: a URL mask must be a host, a path, or both, ",
  ],
  [
    "a mask that is nothing but a service",
    cloudRun({ url_mask: "<service>" }),
    'error NEG-13 prod/web: no request has a host like <service>, so the URL mask "<service>" matches nothing; write it like /<service>',
  ],
  [
    "a mask without its slash",
    cloudRun({ url_mask: "app.example.com<service>" }),
    'no request has a host like app.example.com<service>, so the URL mask "app.example.com<service>" matches nothing; write it like app.example.com/<service>',
  ],
  [
    "a mask without its first slash",
    cloudRun({ url_mask: "api/<service>" }),
    'error NEG-13 prod/web: no request has a host like api, so the URL mask "api/<service>" matches nothing; write it like /api/<service>',
  ],
  [
    "a mask without a slash before a path",
    cloudFunction({ url_mask: "example.com<function>/v1" }),
    "write it like example.com/<function>/v1",
  ],
  [
    "a mask for all domains",
    cloudRun({ url_mask: "app.<service>" }),
    "write it like <service>.example.com or /<service>",
  ],
  [
    "a mask that ends with a dot and a tag",
    cloudRun({ url_mask: "<service>.<tag>/a" }),
    "error NEG-13 prod/web: no request",
  ],
  ["a mask of App Engine", appEngine({ url_mask: "<version>-dot-<service>" }), "error NEG-13 prod/web: no request"],
  [
    "a mask with a star for a host",
    cloudRun({ url_mask: "*.example.com/<service>" }),
    "warning NEG-13 prod/web: * is not a wildcard in a URL mask, ",
  ],
  [
    "a mask like a path rule",
    cloudRun({ url_mask: "/<service>/*" }),
    "warning NEG-13 prod/web: * is not a wildcard in a URL mask, ",
  ],
  [
    "a tag beside a mask that decides it",
    cloudRun({ url_mask: "app.example.com/<service>/<tag>", tag: "blue" }),
    "warning NEG-17 prod/web: tag is set beside a URL mask with <tag>",
  ],
  [
    "a service that is none",
    cloudRun({ service: "Api" }),
    "error RUN-01 prod/web: the Cloud Run service's name must have 1 to 49 ",
  ],
])("%s is seen", (_what, changes, text) => {
  expect(ofArguments(changes)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Changes]>([
  ["a tag and a service as long as may be", cloudRun({ service: "a".repeat(49), tag: "a".repeat(63) })],
  ["empty texts, which the provider does not send", cloudRun({ service: "api", tag: "", url_mask: "" })],
  ["what only Terraform knows", cloudRun({ service: "${var.a}", tag: "${var.b}", url_mask: "${var.c}" })],
  ["a function of 63 letters", cloudFunction({ function: "a".repeat(63) })],
  ["App Engine with long names", appEngine({ service: "a".repeat(63), version: "a".repeat(63) })],
  ["a mask for the tag beside a service", cloudRun({ service: "api", url_mask: "<tag>.app.example.com" })],
  ["a group of another type, wherever", neg({ network_endpoint_type: "INTERNET_IP_PORT", region: "a" })],
])("%s may stand in a network endpoint group", (_what, changes) => {
  expect(ofArguments(changes)).toEqual([]);
});

test("the platforms are those that our props know", () => {
  expect(Object.values(SERVERLESS_PLATFORMS).map(({ kind }) => kind)).toEqual(Object.values(ServerlessKind));
});
