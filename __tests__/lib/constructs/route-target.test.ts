import { ComputeBackendBucket } from "@cdktf/provider-google/lib/compute-backend-bucket";
import { TerraformOutput } from "cdktf";
import {
  BackendService,
  CloudRunService,
  EnvironmentStack,
  IBackendService,
  IRouteTarget,
  RouteAction,
  RouteTest,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { resource, synthesize } from "../../synthesized";
import "cdktf-google-serverless-lb/jest";

const BUCKET = "${google_compute_backend_bucket.Assets_9A31D427.self_link}";
const SELF_LINK = "projects/p1/global/backendServices/web";

class Assets extends Construct implements IRouteTarget {
  private readonly bucket = new ComputeBackendBucket(this, "Resource", { name: "test-assets", bucketName: "assets" });
  public readonly routeTargetLink = this.bucket.selfLink;
}

const service = (stack: EnvironmentStack) =>
  CloudRunService.fromCloudRunServiceAttributes(stack, "Service", {
    cloudRunServiceName: "web",
    region: "us-central1",
  });
const site = (stack: EnvironmentStack) => {
  const assets = new Assets(stack, "Assets");
  const map = new UrlMap(stack, "Map", {
    defaultService: BackendService.fromBackendServiceSelfLink(stack, "Web", SELF_LINK),
    routes: Routes.byPath([{ paths: ["/assets/*"], action: RouteAction.forward(assets) }]),
    routeTests: [RouteTest.forward("https://app.example.com/assets/logo.svg", assets)],
  });
  return { assets, map };
};

test("a route leads to a backend bucket by a class of one's own", () => {
  expect(resource("google_compute_url_map", site)).toMatchObject({
    default_service: SELF_LINK,
    path_matcher: [{ path_rule: [{ paths: ["/assets/*"], service: BUCKET }] }],
    test: [{ host: "app.example.com", path: "/assets/logo.svg", service: BUCKET }],
  });
});

test("a test asks whether a request goes to it", () => {
  synthesize((stack) => {
    const { assets, map } = site(stack);
    expect(map).toRoute("https://app.example.com/assets/logo.svg", assets);
    expect(map).not.toRoute("https://app.example.com/", assets);
  });
});

test("the link of a backend service is its self link", () => {
  const links = ({ backendServiceSelfLink, routeTargetLink }: IBackendService) => [
    backendServiceSelfLink,
    routeTargetLink,
  ];
  const { output } = synthesize((stack) => {
    const web = new BackendService(stack, "Web", { backends: [service(stack)] });
    new TerraformOutput(stack, "Made", { value: links(web) });
    const byName = BackendService.fromBackendServiceName(stack, "ByName", "web");
    new TerraformOutput(stack, "Looked", { value: links(byName) });
    const byLink = BackendService.fromBackendServiceSelfLink(stack, "ByLink", SELF_LINK);
    new TerraformOutput(stack, "Linked", { value: links(byLink) });
  });
  const twice = (link: string) => ({ value: [link, link] });
  expect(output).toMatchObject({
    Made: twice("${google_compute_backend_service.Web_3C8945DB.self_link}"),
    Looked: twice("${data.google_compute_backend_service.ByName_8372127A.self_link}"),
    Linked: twice(SELF_LINK),
  });
});
