import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { Token } from "cdktf";
import { ISslCertificate } from "../ssl-certificate";
import { ManagedSslCertificate } from "../ssl-certificate/managed-ssl-certificate";
import { SelfManagedSslCertificate } from "../ssl-certificate/self-managed-ssl-certificate";

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
