package dialtone.invoice.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.billrun.MinimumCommitment;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.rating.AgreedUse;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.ContractPrices.ContractPrice;
import dialtone.rating.service.ContractUsePrices.ContractUsePrice;
import dialtone.rating.service.MinimumCommitments;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was agreed with an account, as a person reads it.
 *
 * @param what     the price, by the catalogue's names as far as it has them
 * @param offering that it is a price of
 * @param rate     that was agreed: {@code 0.05 EUR per minute}, {@code 20 % off}, {@code Its own again}
 * @param state    whether it holds today, or something that was said later does
 * @param said     when and by whom
 */
public record AgreementRow(
        String what, String offering, String rate, String days, Badge state, String reason, String said, Instant at)
        implements Serializable {

    private static final String OWN = "Its own again";
    private static final Badge OVER = new Badge("Over", "idle");
    private static final Badge REPLACED = new Badge("Replaced", "idle");

    /** Whether it holds on no day from today on. */
    boolean isFormer() {
        return state.equals(OVER) || state.equals(REPLACED);
    }

    /**
     * All of an account, the newest first.
     *
     * @param amounts  of fees, in the order they were said, as the others
     * @param rates    of use
     * @param minimums of the account
     * @param today    in its zone
     */
    static List<AgreementRow> of(
            Catalog catalog,
            List<ContractPrice> amounts,
            List<ContractUsePrice> rates,
            List<MinimumCommitments.Said> minimums,
            LocalDate today) {
        List<Statement> said = Stream.of(
                        amounts.stream().map(each -> Statement.of(catalog, each)),
                        rates.stream().map(each -> Statement.of(catalog, each)),
                        minimums.stream().map(Statement::of))
                .flatMap(kind -> kind)
                .toList();
        List<AgreementRow> rows = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Statement each = said.get(i);
            List<Statement> later = said.subList(i + 1, said.size()).stream()
                    .filter(other -> other.subject().equals(each.subject()))
                    .toList();
            rows.add(each.row(later, today));
        }
        rows.sort(Comparator.comparing(AgreementRow::at).reversed());
        return List.copyOf(rows);
    }

    /**
     * A price, or the account as a whole.
     *
     * @param key by which it is told from others, whatever these are called
     */
    private record Subject(String key, String what, String offering) {
        static Subject of(Catalog catalog, OfferingId offering, String price) {
            return new Subject(
                    offering.value() + "|" + price,
                    AgreementRow.price(catalog, offering, price)
                            .map(Price::name)
                            .orElse(price),
                    catalog.offering(offering).map(ProductOffering::name).orElse(offering.value()));
        }
    }

    private record Statement(
            Subject subject,
            String rate,
            LocalDate from,
            Optional<LocalDate> to,
            String reason,
            Instant at,
            String by) {

        static Statement of(Catalog catalog, ContractPrice each) {
            return new Statement(
                    Subject.of(catalog, each.offering(), each.agreed().price()),
                    each.agreed().amount().map(Amounts::text).orElse(OWN),
                    each.agreed().from(),
                    each.agreed().to(),
                    each.agreed().reason(),
                    each.at(),
                    each.by());
        }

        static Statement of(Catalog catalog, ContractUsePrice each) {
            AgreedUse agreed = each.agreed();
            return new Statement(
                    Subject.of(catalog, each.offering(), agreed.price()),
                    agreed.rate()
                            .map(rate -> text(catalog, each.offering(), agreed.price(), rate))
                            .orElse(OWN),
                    agreed.from(),
                    agreed.to(),
                    agreed.reason(),
                    each.at(),
                    each.by());
        }

        static Statement of(MinimumCommitments.Said each) {
            MinimumCommitment minimum = each.commitment();
            return new Statement(
                    new Subject("", "Minimum of a bill cycle", "all that it pays for, net"),
                    minimum.amount().isZero() ? "None" : Amounts.text(minimum.amount()),
                    minimum.from(),
                    minimum.to(),
                    minimum.reason(),
                    each.at(),
                    each.by());
        }

        /** @param later of the same, in the order they were said */
        AgreementRow row(List<Statement> later, LocalDate today) {
            return new AgreementRow(
                    subject.what(),
                    subject.offering(),
                    rate,
                    to.map(end -> BillView.days(new ChargePeriod(from, end)))
                            .orElseGet(() -> "From " + BillView.day(from) + " on"),
                    state(later, today),
                    reason,
                    When.of(at).text() + " by " + by,
                    at);
        }

        private Badge state(List<Statement> later, LocalDate today) {
            if (to.filter(end -> !end.isAfter(today)).isPresent()) {
                return OVER;
            }
            if (later.stream().anyMatch(other -> other.replaces(this, today))) {
                return REPLACED;
            }
            if (from.isAfter(today)) {
                return new Badge("To come", "busy");
            }
            return later.stream().anyMatch(other -> other.holdsOn(today))
                    ? new Badge("Set aside", "busy")
                    : new Badge("Holds", "good");
        }

        private boolean holdsOn(LocalDate day) {
            return !from.isAfter(day) && to.map(day::isBefore).orElse(true);
        }

        /** Whether it holds on all days from today on that the other one was said for. */
        private boolean replaces(Statement other, LocalDate today) {
            boolean inTime = !from.isAfter(other.from.isAfter(today) ? other.from : today);
            return inTime
                    && to.map(end -> other.to
                                    .filter(otherEnd -> !otherEnd.isAfter(end))
                                    .isPresent())
                            .orElse(true);
        }
    }

    /** Of a price that nobody sells now the units are not known. */
    private static String text(Catalog catalog, OfferingId offering, String price, AgreedUse.Rate rate) {
        return price(catalog, offering, price)
                .filter(Price.Usage.class::isInstance)
                .map(Price.Usage.class::cast)
                .map(use -> rate.text(use.type()))
                .orElse("Another rate");
    }

    static Optional<Price> price(Catalog catalog, OfferingId offering, String price) {
        return catalog.offering(offering).stream()
                .flatMap(each -> each.prices().stream())
                .filter(each -> each.id().equals(price))
                .findFirst();
    }
}
