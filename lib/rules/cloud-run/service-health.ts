/** Whether the load balancer learns from readiness probes which regions can take requests. */
import { hasIap } from "../../app/access";
import { serverlessNegsOf, servicesBehind, servicesOf, targetOf } from "../../app/load-balancers";
import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { Block, blockOf, isExpression, isSet, toNumber } from "../../app/values";
import { Found, about } from "../rule";
import { argument, text } from "../text";

const MIN_INSTANCES = argument("template.scaling.min_instance_count");

/** Backends in several regions whose readiness probes tell the load balancer nothing. */
export function unseenHealth(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter((backend) => serverlessNegsOf(app, backend).length > 1)
    .flatMap((backend) => {
      const probed = servicesBehind(app, backend).filter(({ service }) => isProbed(service.config));
      if (probed.length === 0) {
        return [];
      }
      const asleep = probed
        .filter(({ service }) => mayHaveNoInstance(service.config))
        .map(({ service }) =>
          about(
            service,
            text`this service may have no instance, and then the load balancer does not learn from its readiness probe whether the region can take requests; set ${MIN_INSTANCES} to at least 1`,
          ),
        );
      const tagged = probed
        .filter(({ neg }) => isSet(targetOf(neg), "tag"))
        .map(({ neg }) =>
          about(
            neg,
            text`behind a tag, the load balancer does not learn from readiness probes whether the region can take requests; remove the tag`,
          ),
        );
      const signIn =
        hasIap(backend) === true
          ? [
              about(
                backend,
                text`with Identity-Aware Proxy of the backend service, the load balancer does not learn from readiness probes which regions can take requests; set iap of each Cloud Run service instead`,
              ),
            ]
          : [];
      const masks = serverlessNegsOf(app, backend)
        .filter((neg) => isSet(targetOf(neg), "url_mask") && servicesOf(app, neg).length === 0)
        .map((neg) =>
          about(
            neg,
            text`behind a URL mask, the load balancer does not learn from readiness probes whether the region can take requests; name the service instead`,
          ),
        );
      return [...asleep, ...tagged, ...masks, ...signIn];
    });
}

/** Whether a service has a readiness probe. */
export function isProbed(config: Block): boolean {
  return blocks(blockOf(config.template).containers).some((container) => isSet(container, "readiness_probe"));
}

function mayHaveNoInstance({ template, scaling }: Block): boolean {
  const counts = [blockOf(scaling).min_instance_count, blockOf(blockOf(template).scaling).min_instance_count];
  return !counts.some((count) => isExpression(count) || (toNumber(count) ?? 0) > 0);
}
