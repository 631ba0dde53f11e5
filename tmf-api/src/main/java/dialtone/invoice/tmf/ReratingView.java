package dialtone.invoice.tmf;

import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.Rerating;
import dialtone.usage.service.Reratings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Use of a period that is rated again by a corrected price.
 *
 * @param catalogVersion that has the right price
 * @param billingAccount the one account that it is for; absent for all
 * @param state          calculating, calculated, posting, completed, declined
 * @param numbers        how many are waiting, calculated, posted, refused
 * @param before         what the price charged in the period, and {@code after} what it charges by the corrected one
 * @param difference     negative: the customers get something back
 */
public record ReratingView(
        String id,
        String offering,
        String price,
        String catalogVersion,
        String from,
        String to,
        @Nullable String billingAccount,
        String reason,
        String state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Map<String, Long> numbers,
        @Nullable AmountView before,
        @Nullable AmountView after,
        @Nullable AmountView difference) {

    static ReratingView of(Rerating.Standing standing) {
        Rerating rerating = standing.rerating();
        Map<String, Long> numbers = new TreeMap<>();
        standing.progress().numbers().forEach((state, count) -> numbers.put(name(state), count));
        return new ReratingView(
                Long.toString(rerating.id()),
                rerating.offering().value(),
                rerating.priceId(),
                rerating.version(),
                rerating.period().from().toString(),
                rerating.period().to().toString(),
                rerating.account().map(BillingAccountId::value).orElse(null),
                rerating.reason(),
                name(rerating.state()),
                rerating.askedBy(),
                rerating.askedAt(),
                rerating.decidedBy().orElse(null),
                rerating.decidedAt().orElse(null),
                numbers,
                standing.progress().before().map(AmountView::of).orElse(null),
                standing.progress().after().map(AmountView::of).orElse(null),
                standing.progress().difference().map(AmountView::of).orElse(null));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is asked for.
     *
     * @param from           any day of the first month
     * @param to             first day of the month behind the last one
     * @param billingAccount all accounts when it is not said
     */
    public record AskedView(
            @Nullable String offering,
            @Nullable String price,
            @Nullable String from,
            @Nullable String to,
            @Nullable String billingAccount,
            @Nullable String reason) {

        /**
         * By the price that the current catalogue has.
         *
         * @param listed names of what has come off a price by any version of it
         * @throws TmfRefusal what is missing, or is no day
         */
        Reratings.Asked by(Catalog catalog, BiFunction<OfferingId, String, Set<String>> listed) {
            OfferingId of = new OfferingId(said("offering", offering));
            return new Reratings.Asked(
                    of,
                    said("price", price),
                    catalog.offering(of).map(ProductOffering::prices).orElse(List.of()),
                    listed.apply(of, said("price", price)),
                    catalog.version(),
                    Dates.day("from", from),
                    Dates.day("to", to),
                    Optional.ofNullable(billingAccount).map(BillingAccountId::new),
                    said("reason", reason));
        }

        private static String said(String field, @Nullable String value) {
            if (value == null) {
                throw ReceiptView.missing(field);
            }
            return value;
        }
    }

    /** @param reason why it is refused */
    public record NumberView(
            String number,
            String billingAccount,
            String state,
            @Nullable String reason,
            @Nullable AmountView before,
            @Nullable AmountView after) {

        static NumberView of(Rerating.OfNumber number) {
            return new NumberView(
                    number.msisdn(),
                    number.account().value(),
                    name(number.state()),
                    number.reason().isEmpty() ? null : number.reason(),
                    number.before().map(AmountView::of).orElse(null),
                    number.after().map(AmountView::of).orElse(null));
        }
    }
}
