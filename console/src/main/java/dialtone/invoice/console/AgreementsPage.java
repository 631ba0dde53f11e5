package dialtone.invoice.console;

import dialtone.base.Days;
import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.UnitPrice;
import dialtone.base.console.Amounts;
import dialtone.billrun.MinimumCommitment;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.party.BillingAccount;
import dialtone.rating.AgreedAmount;
import dialtone.rating.AgreedUse;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.ContractPrices;
import dialtone.rating.service.ContractUseDesk;
import dialtone.rating.service.ContractUsePrices;
import dialtone.rating.service.ContractUsePrices.Posted;
import dialtone.rating.service.MinimumCommitments;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an account pays by agreement in place of what it bought, and where that is agreed. Parameter of its address: id. */
@Named
@ViewScoped
public class AgreementsPage extends AccountFormPage {
    private static final long serialVersionUID = 1;

    private static final int MAX_DIGITS = 18;
    private static final String MINIMUM = "minimum";

    /**
     * A price that can be chosen.
     *
     * @param key offering and price
     */
    public record Choice(String key, String name) {}

    @EJB
    private ContractPrices amounts;

    @EJB
    private ContractUsePrices rates;

    @EJB
    private ContractUseDesk rateDesk;

    @EJB
    private MinimumCommitments commitments;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private List<AgreementRow> rows = List.of();
    private List<Choice> choices = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public AgreementsPage() {}

    @Override
    protected void show(BillingAccount account) {
        choices = choices(catalogs.current());
        refresh();
    }

    static List<Choice> choices(Catalog catalog) {
        return Stream.concat(
                        Stream.of(new Choice(MINIMUM, "Whole account: a minimum of each bill cycle, net")),
                        catalog.offerings().stream()
                                .flatMap(offering ->
                                        offering.prices().stream().flatMap(price -> choice(offering, price))))
                .toList();
    }

    private static Stream<Choice> choice(ProductOffering offering, Price price) {
        String key = offering.id().value() + "|" + price.id();
        return switch (price) {
            case Price.Usage use
            when offering.role() == ProductOffering.Role.PLAN ->
                Stream.of(new Choice(key, offering.name() + ": " + use.name() + ", " + own(use)));
            case Price.Recurring fee
            when fee.terms().basis().of().isEmpty() ->
                Stream.of(new Choice(key, offering.name() + ": fee, " + Amounts.rate(fee)));
            default -> Stream.empty();
        };
    }

    private static String own(Price.Usage price) {
        return price.terms()
                .tiers()
                .map(tiers -> tiers.description(price.type()))
                .orElseGet(() ->
                        Amounts.text(price.price()) + " per " + price.type().per(price.perUnitCount()));
    }

    private void refresh() {
        ZoneId zone = read().timeZone();
        rows = AgreementRow.of(
                catalogs.current(),
                amounts.of(account()),
                rates.of(account()),
                commitments.of(account()),
                LocalDate.ofInstant(clock.instant(), zone));
    }

    /** Agrees on what the form holds. */
    public void agree() {
        String[] chosen = text("price").split("\\|", -1);
        Optional<OfferingId> offering = chosen.length == 2 ? Optional.of(new OfferingId(chosen[0])) : Optional.empty();
        Optional<Price> price = offering.flatMap(of -> AgreementRow.price(catalogs.current(), of, chosen[1]));
        boolean isMinimum = text("price").equals(MINIMUM);
        Optional<LocalDate> from = Days.parse(text("from"));
        Optional<LocalDate> to = Days.parse(text("to"));
        refuse(Stream.of(
                        refusal(price.isEmpty() && !isMinimum, "price", "UNKNOWN_PRICE", "Choose a price."),
                        refusal(from.isEmpty(), "from", "INVALID_DATE", "A day is written like 2026-12-01."),
                        refusal(
                                to.isEmpty() && !text("to").isEmpty(),
                                "to",
                                "INVALID_DATE",
                                "A day is written like 2026-12-01."))
                .flatMap(Optional::stream)
                .toList());
        if (!isRefused() && isMinimum) {
            agree(from.orElseThrow(), to);
        } else if (!isRefused()) {
            switch (price.orElseThrow()) {
                case Price.Usage use -> agree(offering.orElseThrow(), use, from.orElseThrow(), to);
                case Price.Recurring fee -> agree(offering.orElseThrow(), fee, from.orElseThrow(), to);
                default -> refuse(Rejection.at("price", "UNKNOWN_PRICE", "Choose a price."));
            }
        }
        refresh();
    }

    private static Optional<Rejection> refusal(boolean refused, String field, String code, String why) {
        return refused ? Optional.of(Rejection.at(field, code, why)) : Optional.empty();
    }

    private void agree(OfferingId offering, Price.Usage price, LocalDate from, Optional<LocalDate> to) {
        taken(
                rate(text("amount"), text("percentOff"), price),
                rate -> rateDesk.agree(
                        account(),
                        offering,
                        List.of(price),
                        new AgreedUse(price.id(), from, to, rate, text("reason")),
                        signedIn.name()),
                posted -> posted.stream()
                        .map(Posted::charge)
                        .map(charge -> charge.amount())
                        .toList());
    }

    private void agree(OfferingId offering, Price.Recurring price, LocalDate from, Optional<LocalDate> to) {
        taken(
                text("percentOff").isEmpty()
                        ? amount(text("amount"), price.amount().currency())
                        : Outcome.rejected(Rejection.at("percentOff", "NOT_OF_FEES", "An amount is agreed for a fee.")),
                amount -> amounts.agree(
                        account(),
                        offering,
                        List.of(price),
                        new AgreedAmount(price.id(), from, to, amount, text("reason")),
                        signedIn.name()),
                posted -> posted.stream().map(RatedCharge::amount).toList());
    }

    private void agree(LocalDate from, Optional<LocalDate> to) {
        Currency currency = read().currency();
        taken(
                text("percentOff").isEmpty()
                        ? amount(text("amount"), currency)
                        : Outcome.<Optional<Money>>rejected(
                                Rejection.at("percentOff", "NOT_OF_MINIMUMS", "An amount is agreed for a minimum.")),
                amount -> commitments.agree(
                        account(),
                        new MinimumCommitment(from, to, amount.orElse(Money.zero(currency)), text("reason")),
                        signedIn.name()),
                said -> List.of());
    }

    private <A, P> void taken(
            Outcome<A> read, Function<A, Outcome<List<P>>> agree, Function<List<P>, List<Money>> amountsOf) {
        switch (read) {
            case Outcome.Rejected<A>(List<Rejection> reasons) -> refuse(reasons);
            case Outcome.Accepted<A>(A value) -> {
                switch (agree.apply(value)) {
                    case Outcome.Rejected<List<P>>(List<Rejection> reasons) -> refuse(reasons);
                    case Outcome.Accepted<List<P>>(List<P> posted) -> {
                        done("Agreed. " + words(amountsOf.apply(posted)));
                        entered().clear();
                    }
                }
            }
        }
    }

    static String words(List<Money> posted) {
        return posted.stream()
                .reduce(Money::plus)
                .map(sum -> Amounts.text(sum) + " was posted for what was charged before.")
                .orElse("Nothing was charged before that it changes.");
    }

    /** An amount for the units of the price, or a percentage off; neither when the price's own holds again. */
    static Outcome<Optional<AgreedUse.Rate>> rate(String amount, String percentOff, Price.Usage price) {
        if (!amount.isEmpty() && !percentOff.isEmpty()) {
            return refused("percentOff", "AMBIGUOUS", "Say an amount or a percentage.");
        }
        if (!percentOff.isEmpty()) {
            return number(percentOff)
                    .filter(AgreedUse.Percentage::isOne)
                    .<Outcome<Optional<AgreedUse.Rate>>>map(
                            off -> Outcome.accepted(Optional.of(new AgreedUse.Percentage(off))))
                    .orElseGet(() -> refused(
                            "percentOff", "INVALID_PERCENTAGE", "More than 0, at most 100, with two decimals."));
        }
        if (amount.isEmpty()) {
            return Outcome.accepted(Optional.empty());
        }
        return number(amount)
                .filter(AgreedUse::isPrice)
                .<Outcome<Optional<AgreedUse.Rate>>>map(value -> Outcome.accepted(Optional.of(new AgreedUse.PerUnits(
                        new UnitPrice(value, price.price().currency()), price.perUnitCount()))))
                .orElseGet(() -> refused("amount", "INVALID_AMOUNT", "An amount is written like 0.05."));
    }

    static Outcome<Optional<Money>> amount(String amount, Currency currency) {
        if (amount.isEmpty()) {
            return Outcome.accepted(Optional.empty());
        }
        try {
            Optional<Money> money = number(amount).map(value -> new Money(value, currency));
            return money.isPresent()
                    ? Outcome.accepted(money)
                    : refused("amount", "INVALID_AMOUNT", "An amount is written like 15.90.");
        } catch (ArithmeticException inexact) {
            return refused("amount", "INVALID_AMOUNT", "It has more decimals than the currency.");
        }
    }

    private static <T> Outcome<T> refused(String field, String code, String why) {
        return Outcome.rejected(Rejection.at(field, code, why));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.replace(',', '.')))
                    .filter(value -> Money.isOfDigits(value, MAX_DIGITS));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Those that hold or will, the newest first. */
    public List<AgreementRow> rows() {
        return rows.stream().filter(row -> !row.isFormer()).toList();
    }

    /** Those that were over or replaced before today, the newest first. */
    public List<AgreementRow> former() {
        return rows.stream().filter(AgreementRow::isFormer).toList();
    }

    /** Fees, and prices of use of plans, of the current catalogue. */
    public List<Choice> choices() {
        return choices;
    }
}
