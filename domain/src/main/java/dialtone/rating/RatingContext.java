package dialtone.rating;

import java.time.ZoneId;

/**
 * What rating has to know beside record and tariff.
 *
 * @param zone      of the billing account, whose clock on the wall decides the time bands
 * @param reference destination zones and holidays
 */
public record RatingContext(ZoneId zone, ReferenceData reference) {}
