package dialtone.rating;

import java.time.ZoneId;

/**
 * What rating has to know beside record and tariff.
 *
 * @param zone      of the billing account, whose clock on the wall decides the time bands
 * @param reference  destination zones, roaming zones and holidays
 * @param favourites that the line has chosen
 */
public record RatingContext(ZoneId zone, ReferenceData reference, Favourites favourites) {

    /** For a line without favourites. */
    public RatingContext(ZoneId zone, ReferenceData reference) {
        this(zone, reference, Favourites.NONE);
    }
}
