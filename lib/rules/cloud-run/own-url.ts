/** Services without a `run.app` URL. */
import { SynthesizedApp } from "../../app/synthesized-app";
import { CLOUD_RUN_SERVICE, CLOUD_RUN_GRANT } from "../../app/types";
import { isOn, isSet, knownTexts } from "../../app/values";
import { Found, about } from "../rule";
import { text } from "../text";

/** What the service of `CloudRunService` calls its own URL. */
const URI_OF = (id: string) => new RegExp(`\\b${CLOUD_RUN_SERVICE}\\.${id}\\.(uri|urls)\\b`);

/** Callers that send ID tokens, of which nobody knows which audience they have. */
export function missingAudience(app: SynthesizedApp): Found[] {
  return closed(app)
    .filter(({ config }) => !isSet(config, "custom_audiences") && !isOn(config, "invoker_iam_disabled"))
    .filter((service) =>
      app
        .users(service)
        .filter(({ type }) => CLOUD_RUN_GRANT.test(type))
        .flatMap(({ config }) => [...knownTexts(config.member), ...knownTexts(config.members)])
        .some((member) => member.startsWith("serviceAccount:") && !member.includes("gcp-sa-iap")),
    )
    .map((service) =>
      about(
        service,
        text`callers send ID tokens for this service, but it has no run.app URL (defaultUriDisabled) that could be their audience; set customAudiences to the URL by which they call it`,
      ),
    );
}

/** What refers to the URL of a service that has none. */
export function missingUrl(app: SynthesizedApp): Found[] {
  return closed(app).flatMap((service) => {
    const isUri = URI_OF(service.id);
    return app.resources
      .filter(({ stack, config }) => stack === service.stack && isUri.test(JSON.stringify(config)))
      .map((user) =>
        about(
          user,
          text`this resource calls ${service.path} by its run.app URL, which that service does not have (defaultUriDisabled); use the URL of the load balancer`,
        ),
      );
  });
}

function closed(app: SynthesizedApp) {
  return app.ofType(CLOUD_RUN_SERVICE).filter(({ config }) => isOn(config, "default_uri_disabled"));
}
