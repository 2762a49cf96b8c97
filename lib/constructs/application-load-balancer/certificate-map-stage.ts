/**
 * The steps from the certificates of a load balancer to a certificate map, each with an apply of its own. Google refuses
 * to do it in one. From `ATTACH` you can go back at any time, because the certificates are still there. After `FINISH`,
 * new certificates would be needed, and Google does not document whether it issues them while the map serves.
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
