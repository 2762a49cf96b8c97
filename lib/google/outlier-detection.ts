/** What `OutlierDetection.recommended()` sets. With one region only, it waits for a second one and harms nothing. */
export const RECOMMENDED_DETECTION = { consecutiveErrors: 5, baseEjectionTimeSec: 180 } as const;
