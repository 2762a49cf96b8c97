import { CloudRunV2Service, CloudRunV2ServiceConfig } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { Testing } from "cdktf";
import { Construct } from "constructs";
import { makeResource } from "../../../lib/resource/make-resource";

const config = { name: "web", location: "us-central1", template: {} };
const captureStackTrace = (): unknown => Reflect.get(Error, "captureStackTrace");
const inStack = (make: (scope: Construct) => void) => Testing.synthScope(make);

test("a resource is made under the id that makes it the way down", () => {
  inStack((scope) => {
    const web = new Construct(scope, "Web");
    expect(makeResource(CloudRunV2Service, web, config)).toBe(web.node.defaultChild);
  });
});

test("a construct may make others under ids of their own", () => {
  inStack((scope) => {
    const web = new Construct(scope, "Web");
    expect(makeResource(CloudRunV2Service, web, config, "Second").node.path).toBe(`${web.node.path}/Second`);
    expect(web.node.defaultChild).toBeUndefined();
  });
});

test("the parts of a resource have the path of their construct in place of a call stack", () => {
  inStack((scope) => {
    const web = new Construct(scope, "Web");
    const { template, traffic } = makeResource(CloudRunV2Service, web, config);
    expect(template.creationStack).toEqual([web.node.path]);
    expect(traffic.creationStack).toEqual([web.node.path]);
  });
});

test("outside of it stack traces are taken as ever", () => {
  const before = captureStackTrace();
  inStack((scope) => void makeResource(CloudRunV2Service, scope, config));
  expect(captureStackTrace()).toBe(before);
});

test("so they are after a resource that could not be made", () => {
  const before = captureStackTrace();
  class Refused extends CloudRunV2Service {
    public constructor(scope: Construct, id: string, whole: CloudRunV2ServiceConfig) {
      super(scope, id, whole);
      throw new Error("refused");
    }
  }
  inStack((scope) => expect(() => makeResource(Refused, scope, config)).toThrow("refused"));
  expect(captureStackTrace()).toBe(before);
});
