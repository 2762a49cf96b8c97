import * as cdktf from "cdktf";
import * as constructs from "constructs";
import * as here from "cdktf-google-serverless-lb";
import { synthesize } from "../synthesized";
import { P256_KEY } from "../certificates";

type Package = typeof here;

/** Another copy of the package, beside the same CDKTF. */
function anotherCopy(): Package {
  const found: Package[] = [];
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => cdktf);
    jest.doMock("constructs", () => constructs);
    found.push(jest.requireActual<Package>("cdktf-google-serverless-lb"));
  });
  return found[0];
}

const there = anotherCopy();
const redirect = ({ RouteAction }: Package) => RouteAction.redirect({ hostRedirect: "www.example.com" });

test("they are two", () => {
  expect(there.UrlMap).not.toBe(here.UrlMap);
});

test("a load balancer asks a URL map of another copy, and adds to it", () => {
  synthesize((stack) => {
    const urlMap = new there.UrlMap(stack, "Map", { defaultAction: redirect(there) });
    const balancer = new here.ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], urlMap });
    balancer.addHostRule({ hosts: ["app.example.com"], defaultAction: redirect(here) });
    expect(balancer.route({ url: "https://app.example.com/a" }).location).toBe("https://www.example.com/a");
  });
});

test("a stack tells the addresses and certificates of a load balancer of another copy", () => {
  const { output } = synthesize((stack) => {
    const own = new there.SelfManagedSslCertificate(stack, "Own", {
      certificate: new cdktf.TerraformVariable(stack, "certificate", { sensitive: true }).stringValue,
      privateKey: P256_KEY,
    });
    new there.ApplicationLoadBalancer(stack, "Lb", { certificates: [own], defaultAction: redirect(there) });
  });
  expect(output.addresses.value).toEqual({
    Lb: { ipv4: "${google_compute_global_address.Lb_Address_7445A335.address}" },
  });
  expect(output.certificates.value).toEqual([{ domains: [], name: expect.stringMatching(/^\$\{nonsensitive\(/) }]);
});
