package dialtone.tax;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.tax.AppliedTax.Kind;
import dialtone.tax.PlaceOfSupply.Supply;
import dialtone.tax.TaxRate.Levy;
import dialtone.tax.TaxTerritories.Territory;
import dialtone.tax.TaxableLine.PriceBasis;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Taxes by the tables of the installation. Everything is an exact fraction until it is rounded, once, half up, per line or per invoice as the
 * customer's country has it. With several taxes each is rounded by itself.
 *
 * <p>Net: 19 % of 9.90 are 1.881, so 1.88; 11.78 are to be paid. Gross: of 11.90 with 19 % in it 11.90 × 19 / 119 = 1.90 are tax and 10.00 net.
 * Tax on tax, Quebec in 2012: GST is 5 % of 100.00, 5.00; QST is 9.5 % of 105.00, 9.975, so 9.98; 114.98 are to be paid.
 */
public final class TableTaxes implements TaxProvider {

    private final TaxTerritories territories;
    private final TaxRates rates;
    private final PlaceOfSupply supplies;

    public TableTaxes(TaxTerritories territories, TaxRates rates, Seller seller) {
        this.territories = territories;
        this.rates = rates;
        this.supplies = new PlaceOfSupply(territories, seller);
    }

    /**
     * A tax of a line before it is rounded.
     *
     * @param share of the line's amount, tax in or not
     * @param on    names of the taxes in its base
     */
    private record Exact(Kind kind, Fraction share, List<String> on) {}

    private record ExactLine(TaxableLine line, TaxRounding rounding, List<Exact> taxes) {
        Fraction exact(int tax) {
            return Fraction.of(line.amount().amount().unscaledValue())
                    .times(taxes.get(tax).share());
        }
    }

    @Override
    public Outcome<TaxAssessment> assess(TaxRequest request) {
        List<ExactLine> lines = new ArrayList<>();
        List<Rejection> refused = new ArrayList<>();
        Map<Due, Outcome<List<Exact>>> known = new HashMap<>();
        for (TaxableLine line : request.lines()) {
            Due due = new Due(line.category(), line.suppliedOn(), line.basis());
            switch (known.computeIfAbsent(due, asked -> due(request.customer(), asked))) {
                case Outcome.Accepted<List<Exact>>(List<Exact> taxes) ->
                    lines.add(new ExactLine(line, rounding(request.customer(), line.suppliedOn()), taxes));
                case Outcome.Rejected<List<Exact>>(List<Rejection> reasons) -> refused.addAll(reasons);
            }
        }
        return refused.isEmpty()
                ? Outcome.accepted(new TaxAssessment(request.currency(), rounded(lines)))
                : Outcome.rejected(refused.stream().distinct().toList());
    }

    /** What the taxes of a line depend on, its amount apart. */
    private record Due(TaxCategory category, LocalDate day, PriceBasis basis) {}

    private TaxRounding rounding(TaxProfile customer, LocalDate day) {
        return territories
                .of(customer.place().country(), day)
                .map(Territory::rounding)
                .orElse(TaxRounding.PER_LINE);
    }

    private Outcome<List<Exact>> due(TaxProfile customer, Due due) {
        return supplies.of(customer, due.category(), due.day())
                .fold(
                        supply -> switch (supply) {
                            case Supply.Untaxed untaxed ->
                                Outcome.accepted(
                                        List.of(none(untaxed.place(), untaxed.treatment(), untaxed.note(), due.day())));
                            case Supply.Taxed(TaxPlace place, TaxPlace seller) ->
                                rates.of(place, seller, due.category(), due.day())
                                        .fold(
                                                found -> Outcome.accepted(exact(customer, found, due)),
                                                Outcome::rejected);
                        },
                        Outcome::rejected);
    }

    private Exact none(TaxPlace place, TaxTreatment treatment, String note, LocalDate day) {
        String tax = territories
                .of(place.country(), day)
                .map(territory -> territory.system().title())
                .orElse("Tax");
        return new Exact(new Kind(place.code(), tax, BigDecimal.ZERO, treatment, note), Fraction.ZERO, List.of());
    }

    private List<Exact> exact(TaxProfile customer, List<TaxRate> found, Due due) {
        List<TaxRate> charged =
                found.stream().filter(rate -> rate.levy() != Levy.NONE).toList();
        if (charged.isEmpty()) {
            return List.of(none(
                    found.getFirst().place(),
                    TaxTreatment.OUT_OF_SCOPE,
                    found.getFirst().source(),
                    due.day()));
        }
        Map<String, Exact> taxes = new LinkedHashMap<>();
        charged.forEach(rate -> add(customer, rate, charged, due.day(), taxes));
        if (due.basis() == PriceBasis.NET) {
            return charged.stream().map(rate -> required(taxes, rate.tax())).toList();
        }
        Fraction all = taxes.values().stream().map(Exact::share).reduce(Fraction.ONE, Fraction::plus);
        return charged.stream()
                .map(rate -> required(taxes, rate.tax()))
                .map(tax -> new Exact(tax.kind(), tax.share().over(all), tax.on()))
                .toList();
    }

    /** With those that it is charged on before it; the table has no circle. */
    private static Fraction add(
            TaxProfile customer, TaxRate rate, List<TaxRate> all, LocalDate day, Map<String, Exact> taxes) {
        Exact known = taxes.get(rate.tax());
        if (known != null) {
            return known.share();
        }
        Fraction base = all.stream()
                .filter(other -> rate.on().contains(other.tax()))
                .map(other -> add(customer, other, all, day, taxes))
                .reduce(Fraction.ONE, Fraction::plus);
        Optional<TaxExemption> exemption = customer.exemptions().stream()
                .filter(each -> each.covers(rate, day))
                .findFirst();
        Exact tax = exemption
                .map(each -> new Exact(
                        kind(rate, BigDecimal.ZERO, TaxTreatment.EXEMPT, each.note()), Fraction.ZERO, List.of()))
                .orElseGet(() -> new Exact(
                        kind(
                                rate,
                                rate.percent(),
                                rate.treatment(),
                                rate.percent().signum() == 0 ? rate.source() : ""),
                        Fraction.ofPercent(rate.percent()).times(base),
                        rate.on()));
        taxes.put(rate.tax(), tax);
        return tax.share();
    }

    private static Kind kind(TaxRate rate, BigDecimal percent, TaxTreatment treatment, String note) {
        return new Kind(rate.place().code(), rate.tax(), percent, treatment, note);
    }

    private static Exact required(Map<String, Exact> taxes, String name) {
        Exact found = taxes.get(name);
        if (found == null) {
            throw new IllegalStateException("No tax " + name);
        }
        return found;
    }

    private record Part(int line, int tax) {}

    private static List<TaxedLine> rounded(List<ExactLine> lines) {
        Map<Kind, List<Part>> together = new LinkedHashMap<>();
        Map<Part, BigInteger> amounts = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            ExactLine line = lines.get(i);
            for (int tax = 0; tax < line.taxes().size(); tax++) {
                Part part = new Part(i, tax);
                if (line.rounding() == TaxRounding.PER_LINE) {
                    amounts.put(part, line.exact(tax).rounded());
                } else {
                    together.computeIfAbsent(line.taxes().get(tax).kind(), kind -> new ArrayList<>())
                            .add(part);
                }
            }
        }
        together.values().forEach(parts -> {
            List<BigInteger> shares = Apportionment.largestRemainders(parts.stream()
                    .map(part -> lines.get(part.line()).exact(part.tax()))
                    .toList());
            IntStream.range(0, parts.size()).forEach(i -> amounts.put(parts.get(i), shares.get(i)));
        });
        return IntStream.range(0, lines.size())
                .mapToObj(i -> taxed(lines.get(i), i, amounts))
                .toList();
    }

    private static TaxedLine taxed(ExactLine line, int index, Map<Part, BigInteger> amounts) {
        Money amount = line.line().amount();
        Map<String, Money> due = new LinkedHashMap<>();
        for (int tax = 0; tax < line.taxes().size(); tax++) {
            BigInteger units = amounts.getOrDefault(new Part(index, tax), BigInteger.ZERO);
            due.put(
                    line.taxes().get(tax).kind().tax(),
                    new Money(new BigDecimal(units, amount.amount().scale()), amount.currency()));
        }
        Money zero = Money.zero(amount.currency());
        Money net = line.line().basis() == PriceBasis.NET
                ? amount
                : amount.minus(due.values().stream().reduce(zero, Money::plus));
        List<AppliedTax> taxes = line.taxes().stream()
                .map(tax -> {
                    Kind kind = tax.kind();
                    Money base = tax.on().stream()
                            .map(name -> due.getOrDefault(name, zero))
                            .reduce(net, Money::plus);
                    return new AppliedTax(
                            kind.jurisdiction(),
                            kind.tax(),
                            kind.percent(),
                            kind.treatment(),
                            base,
                            due.getOrDefault(kind.tax(), zero),
                            kind.note());
                })
                .toList();
        return new TaxedLine(line.line(), net, taxes);
    }
}
