import { conditionNotMet, invalidField, required } from "../errors";
import { child, number, text, texts } from "../json";
import { Change, Collection } from "./collection";
import { pathOfReference } from "./paths";
import { redirectsToHttps } from "./url-maps";

/** Target HTTP proxies. */
export const targetHttpProxies: Collection = {
  name: "targetHttpProxies",
  noun: "target_http_proxy",
  kind: "compute#targetHttpProxy",
  references: { urlMap: ["urlMaps"] },
  fingerprint: "optional",
  immutable: ["name"],
  check: (change) => {
    checkUrlMap(change);
    checkKeepAlive(change);
  },
};

/** Target HTTPS proxies. */
export const targetHttpsProxies: Collection = {
  name: "targetHttpsProxies",
  noun: "target_https_proxy",
  kind: "compute#targetHttpsProxy",
  references: {
    urlMap: ["urlMaps"],
    sslCertificates: ["sslCertificates"],
    sslPolicy: ["sslPolicies"],
    certificateMap: ["certificateMaps"],
    serverTlsPolicy: ["serverTlsPolicies"],
  },
  fingerprint: "optional",
  immutable: ["name"],
  complete: ({ resource }) => {
    resource.quicOverride ??= "NONE";
    resource.tlsEarlyData ??= "DISABLED";
  },
  check: (change) => {
    checkUrlMap(change);
    checkCertificates(change);
    checkServerTlsPolicy(change);
    checkKeepAlive(change);
  },
};

function checkUrlMap({ cloud, project, resource, path }: Change): void {
  if (text(resource, "urlMap") === "") throw required("resource.urlMap");
  const urlMap = cloud.store.get(pathOfReference(text(resource, "urlMap"), project) ?? "");
  if (urlMap && path.includes("/targetHttpsProxies/") && redirectsToHttps(urlMap)) {
    const why = "httpsRedirect is only supported in URL maps of a target HTTP proxy.";
    throw invalidField("resource.urlMap", text(resource, "urlMap"), why);
  }
}

function checkCertificates({ resource }: Change): void {
  const certificates = texts(resource, "sslCertificates");
  const map = text(resource, "certificateMap");
  if (map !== "" && !map.startsWith("//certificatemanager.googleapis.com/projects/")) {
    const why = "Must be a full resource name of Certificate Manager.";
    throw invalidField("resource.certificateMap", map, why);
  }
  if (certificates.length === 0 && map === "") {
    throw conditionNotMet(
      "Certificate Map or at least 1 SSL certificate must be specified for setting Target HTTPS Proxy.",
    );
  }
  if (certificates.length > 15) {
    throw invalidField("resource.sslCertificates", "", "At most 15 SSL certificates may be specified.");
  }
}

/** Only a global policy that is made for load balancers is taken. */
function checkServerTlsPolicy({ cloud, resource }: Change): void {
  const reference = text(resource, "serverTlsPolicy");
  const path = pathOfReference(reference, "");
  if (path === undefined) return;
  if (!path.includes("/locations/global/"))
    throw invalidField("resource.serverTlsPolicy", reference, "Must be global.");
  if (text(child(cloud.store.get(path), "mtlsPolicy"), "clientValidationMode") === "") {
    const why = "The policy has no client validation mode.";
    throw invalidField("resource.serverTlsPolicy", reference, why);
  }
  resource.serverTlsPolicy = `//networksecurity.googleapis.com/${path}`;
}

function checkKeepAlive({ resource }: Change): void {
  const seconds = number(resource, "httpKeepAliveTimeoutSec");
  if (seconds === undefined || (seconds >= 5 && seconds <= 1200)) return;
  throw invalidField("resource.httpKeepAliveTimeoutSec", String(seconds), "Must be between 5 and 1200.");
}
