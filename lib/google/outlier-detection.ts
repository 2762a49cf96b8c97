/** The outlier detection that is right for most sites: a region is ejected for 3 minutes after 5 errors in a row. */
export const RECOMMENDED_DETECTION = { consecutiveErrors: 5, baseEjectionTimeSec: 180 } as const;
