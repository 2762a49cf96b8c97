import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { TerraformResource, Token } from "cdktf";
import { isSet } from "../../app/values";
import { synthesized } from "../../resource/synthesized";
import { CertificateMap, ICertificateMap } from "../certificate-map";
import { ISslCertificate } from "../ssl-certificate";
import { ManagedSslCertificate } from "../ssl-certificate/managed-ssl-certificate";
import { SelfManagedSslCertificate } from "../ssl-certificate/self-managed-ssl-certificate";
import { CertificateMapStage } from "./certificate-map-stage";
import { ApplicationLoadBalancerProps } from "./props";

/** A certificate that visitors get, and the domains that are known of it. */
interface Served {
  readonly name: string;
  readonly domains: readonly string[];
  /** The resource of the certificate, if it is made in the app. */
  readonly resource?: TerraformResource & { readonly name: string };
}

/** The parts of a load balancer that have to do with certificates. */
export interface Certified {
  readonly certificates: readonly ISslCertificate[];
  readonly certificateMap?: ICertificateMap;
  readonly targetHttpsProxy?: ComputeTargetHttpsProxy;
}

/** The stage of a load balancer that has a map. A new one has no certificates to move. */
export function stageOf(props: ApplicationLoadBalancerProps): CertificateMapStage | undefined {
  return props.certificateMap && (props.certificateMapStage ?? CertificateMapStage.FINISH);
}

/** What the target HTTPS proxy has: the map, the certificates or, for a moment, both. */
export function certificatesWritten(props: ApplicationLoadBalancerProps, sslCertificates: string[]) {
  const stage = stageOf(props);
  return {
    sslCertificates: stage === CertificateMapStage.FINISH ? undefined : sslCertificates,
    certificateMap: stage === CertificateMapStage.PREPARE ? undefined : props.certificateMap?.certificateMapLink,
  };
}

/** Writes what no resource of the app shows about the map of a proxy into the proxy's comment. */
export function noteMap(proxy: ComputeTargetHttpsProxy, props: ApplicationLoadBalancerProps): void {
  const { certificateMap: map } = props;
  const stage = stageOf(props);
  if (stage !== undefined && stage !== CertificateMapStage.FINISH) {
    proxy.addOverride("//.certificate_map_stage", stage);
  }
  if (map && !CertificateMap._is(map) && map.domains.length > 0) {
    proxy.addOverride("//.certificate_map", { domains: map.domains });
  }
}

/** Writes the domains of certificates of which no resource of the app shows them into the comment of their proxy. */
export function noteDomains(proxy: ComputeTargetHttpsProxy, certificates: readonly ISslCertificate[]): void {
  const notes = certificates
    .filter((each) => !ManagedSslCertificate._is(each) && !SelfManagedSslCertificate._is(each))
    .filter(({ domains }) => domains.length > 0 && !Token.isUnresolved(domains))
    .map(({ sslCertificateSelfLink: certificate, domains }) => ({ certificate, domains }));
  if (notes.length > 0) {
    proxy.addOverride("//.certificates", notes);
  }
}

/** The certificates that visitors get. With a certificate map, Google ignores those of the load balancer. */
export function certificatesServed({ certificates, certificateMap: map, targetHttpsProxy }: Certified): Served[] {
  const hasMap = targetHttpsProxy !== undefined && isSet(synthesized(targetHttpsProxy), "certificate_map");
  if (!hasMap) {
    return certificates.map((certificate) => ({
      name: certificate.sslCertificateName,
      domains: certificate.domains,
      resource: SelfManagedSslCertificate._is(certificate) ? certificate.resource : undefined,
    }));
  }
  if (map === undefined) {
    return [];
  }
  return CertificateMap._is(map) ? map._certificates : [{ name: map.certificateMapName, domains: map.domains }];
}
