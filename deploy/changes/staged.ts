import { DeletionPolicy, GlobalAddress, GlobalAddressProps } from "cdktf-google-serverless-lb";
import { backend, balancer, existing, site } from "./builders";
import { sinceOf } from "../../lib/app/arguments";
import { Change, careless, staged } from "./change";

const [APP, WWW] = ["app.example.com", "www.example.com"];
const PROTECTED = { deletionProtection: true };

/** A site at an address that its load balancer did not make. */
const atAddress = (props: GlobalAddressProps) =>
  site((stack) => {
    const address = new GlobalAddress(stack, "Address", props);
    balancer(stack, backend(stack, "Web", existing(stack, "web1")), { address });
  });

/** A site with an address that nothing uses yet. */
const withSpare = (deletionPolicy?: DeletionPolicy) =>
  site((stack) => {
    balancer(stack, backend(stack, "Web", existing(stack, "web1")));
    if (deletionPolicy !== undefined) new GlobalAddress(stack, "Spare", { deletionPolicy });
  });

/** The changes that take two steps, and what happens to those who take one. */
export const stagedChanges: readonly Change[] = [
  staged(
    "withoutIamCheck becomes allUsers: first the grant, then the invoker",
    {},
    { site: { granted: true } },
    { site: { allUsers: true } },
  ),
  careless("withoutIamCheck becomes allUsers, in one step", "outage", {}, { allUsers: true }),
  staged(
    "one certificate per domain instead of one for all: first both, then the new ones alone",
    { domains: [], together: [APP, WWW] },
    { site: { domains: [APP, WWW], together: [APP, WWW] }, wait: true },
    { site: { domains: [APP, WWW] } },
  ),
  careless(
    "one certificate per domain instead of one for all, in one step",
    "outage",
    { domains: [], together: [APP, WWW] },
    { domains: [APP, WWW] },
  ),
  staged(
    "an address with preventDestroy is replaced: refused; the previous code again",
    atAddress({ preventDestroy: true }),
    { site: atAddress({ preventDestroy: true, name: "prod-ip" }), refused: /Instance cannot be destroyed/ },
    { site: atAddress({ preventDestroy: true }) },
  ),
  {
    ...staged(
      "an address with deletionPolicy PREVENT is removed from the code: refused; first DELETE, then the removal",
      withSpare(DeletionPolicy.PREVENT),
      { site: withSpare(), refused: /without setting deletion_policy="DELETE"/ },
      { site: withSpare(DeletionPolicy.DELETE) },
      { site: withSpare() },
    ),
    since: sinceOf("google_compute_global_address", "deletion_policy"),
  },
  staged(
    "a service with deletion protection is renamed: first the protection off, then the name",
    PROTECTED,
    { site: {} },
    { site: { ...PROTECTED, service: "Site" } },
  ),
  staged(
    "a service with deletion protection is renamed, in one step: refused; the previous code without protection; the new code again",
    PROTECTED,
    { site: { ...PROTECTED, service: "Site" }, refused: /deletion_protection/ },
    // the new service is protected too by now, so this is refused for it, but lets the old one go
    { site: {}, refused: /deletion_protection/ },
    { site: { ...PROTECTED, service: "Site" } },
  ),
];
