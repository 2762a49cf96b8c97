/**
 * The steps from the certificates of a load balancer to a certificate map, each with an apply of its own. Google refuses
 * to do it in one. The way back is the same in the other direction: from `FINISH` to `ATTACH` with the certificates, and
 * once these serve, to no map.
 *
 * @see https://docs.cloud.google.com/certificate-manager/docs/migrate
 */
export enum CertificateMapStage {
  /**
   * The certificates of the load balancer serve. The map is there beside them, so that its certificates are issued. Go
   * on when all of them are ACTIVE.
   */
  PREPARE = "PREPARE",
  /** The map serves. The certificates of the load balancer stay, unused, so that you can go back. */
  ATTACH = "ATTACH",
  /** The map serves, and the load balancer has no other certificates. */
  FINISH = "FINISH",
}
