package dialtone.tax;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceSection;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.LineOfferings;
import dialtone.party.BillingAccountId;
import dialtone.tax.TaxableLine.PriceBasis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The taxes of invoices before they have a number: each of a line is one of the invoice, so that a credit note of the line takes back what it
 * was charged. The prices of the house are net.
 */
public final class DraftTax implements InvoiceTax {

    private final TaxProvider provider;
    private final TaxCategories categories;
    private final Map<BillingAccountId, TaxProfile> profiles;
    private final LineOfferings offerings;

    /**
     * @param profiles  of the accounts that are billed
     * @param offerings of the items that they have ever been charged for
     */
    public DraftTax(
            TaxProvider provider,
            TaxCategories categories,
            Map<BillingAccountId, TaxProfile> profiles,
            LineOfferings offerings) {
        this.provider = provider;
        this.categories = categories;
        this.profiles = Map.copyOf(profiles);
        this.offerings = offerings;
    }

    /**
     * Each section by the profile of the account that it is of: its place of supply is where that one is, whoever pays.
     *
     * <p>Rejections: those of {@link TaxProvider#assess}, {@code TAX_CATEGORY_UNKNOWN} what is sold is in no category.
     */
    @Override
    public Outcome<List<InvoiceTaxLine>> of(InvoiceDraft draft) {
        List<InvoiceTaxLine> taxes = new ArrayList<>();
        for (InvoiceSection section : draft.parts()) {
            switch (of(section.account(), draft.currency(), draft.linesOf(section))) {
                case Outcome.Accepted<List<InvoiceTaxLine>>(List<InvoiceTaxLine> own) -> taxes.addAll(own);
                case Outcome.Rejected<List<InvoiceTaxLine>>(List<Rejection> reasons) -> {
                    return Outcome.rejected(reasons);
                }
            }
        }
        return Outcome.accepted(taxes);
    }

    private Outcome<List<InvoiceTaxLine>> of(BillingAccountId account, Currency currency, List<BilledLine> billed) {
        TaxProfile profile = profiles.get(account);
        if (profile == null) {
            return Outcome.rejected(Rejection.of("TAX_PLACE_UNKNOWN", "Nothing is known of where " + account + " is."));
        }
        List<TaxableLine> lines = new ArrayList<>();
        List<Rejection> refused = new ArrayList<>();
        for (BilledLine line : billed) {
            String offering = offerings.ofItem(line);
            Optional<TaxCategory> category = categories.of(offering, line.priceId());
            category.ifPresentOrElse(
                    known -> lines.add(new TaxableLine(
                            Integer.toString(line.number()),
                            known,
                            line.amount(),
                            PriceBasis.NET,
                            line.period().to().minusDays(1))),
                    () -> refused.add(Rejection.of(
                            "TAX_CATEGORY_UNKNOWN",
                            "Line " + line.number() + ", " + line.description() + ", is in no tax category.")));
        }
        return refused.isEmpty()
                ? provider.assess(new TaxRequest(profile, currency, lines))
                        .fold(assessment -> Outcome.accepted(taxLines(assessment)), Outcome::rejected)
                : Outcome.rejected(refused);
    }

    private static List<InvoiceTaxLine> taxLines(TaxAssessment assessment) {
        return assessment.lines().stream()
                .flatMap(line -> line.taxes().stream()
                        .map(tax -> new InvoiceTaxLine(
                                TaxCode.of(tax).toString(),
                                description(tax),
                                OptionalInt.of(Integer.parseInt(line.line().id())),
                                tax.base(),
                                tax.percent().movePointLeft(2),
                                tax.amount(),
                                tax.note())))
                .toList();
    }

    /** {@code VAT 19 %}, {@code VAT reverse charge}. */
    static String description(AppliedTax tax) {
        return tax.tax()
                + switch (tax.treatment()) {
                    case STANDARD, ZERO_RATED -> " " + tax.percent().toPlainString() + " %";
                    case EXEMPT -> " exempt";
                    case REVERSE_CHARGE -> " reverse charge";
                    case INTRA_COMMUNITY -> " intra-Community supply";
                    case EXPORT -> " export";
                    case OUT_OF_SCOPE -> " not applicable";
                };
    }

    /**
     * The taxes of an invoice as its foot has them: one line for each tax at each rate for each reason, in the order of the lines.
     *
     * @param taxes of its lines, as they are stored
     */
    public static List<InvoiceTaxLine> totals(List<InvoiceTaxLine> taxes) {
        List<InvoiceTaxLine> totals = new ArrayList<>();
        for (InvoiceTaxLine tax : taxes) {
            int same = 0;
            while (same < totals.size() && !isSame(totals.get(same), tax)) {
                same++;
            }
            if (same == totals.size()) {
                totals.add(sum(
                        tax,
                        Money.zero(tax.base().currency()),
                        Money.zero(tax.amount().currency())));
            } else {
                totals.set(
                        same, sum(tax, totals.get(same).base(), totals.get(same).amount()));
            }
        }
        return totals;
    }

    private static boolean isSame(InvoiceTaxLine one, InvoiceTaxLine other) {
        return one.code().equals(other.code())
                && one.rate().compareTo(other.rate()) == 0
                && one.note().equals(other.note());
    }

    private static InvoiceTaxLine sum(InvoiceTaxLine tax, Money base, Money amount) {
        return new InvoiceTaxLine(
                tax.code(),
                tax.description(),
                OptionalInt.empty(),
                base.plus(tax.base()),
                tax.rate(),
                amount.plus(tax.amount()),
                tax.note());
    }

    /** 19 for a rate of 0.19. */
    public static BigDecimal percent(InvoiceTaxLine tax) {
        BigDecimal percent = tax.rate().movePointRight(2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }
}
