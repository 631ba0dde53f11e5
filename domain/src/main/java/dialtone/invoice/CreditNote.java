package dialtone.invoice;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.rating.ChargeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes lines of an invoice back, each once, with their tax. However many notes it takes, all of them together are the whole invoice.
 *
 * <p>Of lines of 10.00 and 5.01 EUR with 2.85 EUR tax on 15.01, the first alone takes 1.90 EUR of tax back (2.85 × 10.00 ÷ 15.01 = 1.8987…, half up),
 * the second, later, the 0.95 EUR that are left.
 */
public final class CreditNote {

    private final Invoice invoice;
    private final Set<Integer> creditedBefore;
    private final Set<Integer> undone;
    private final Map<String, Money> taxBefore;

    /**
     * @param creditedBefore numbers of its lines that are taken back already
     * @param undone         numbers of its lines that are taken back otherwise: of adjustments that another one undoes
     * @param taxBefore      tax that was taken back with them, by its code, not negative
     */
    public CreditNote(Invoice invoice, Set<Integer> creditedBefore, Set<Integer> undone, Map<String, Money> taxBefore) {
        this.invoice = invoice;
        this.creditedBefore = Set.copyOf(creditedBefore);
        this.undone = Set.copyOf(undone);
        this.taxBefore = Map.copyOf(taxBefore);
    }

    /**
     * The draft of a note and its taxes, all amounts negative.
     *
     * @param content as of an invoice
     */
    public record Prepared(InvoiceDraft content, List<InvoiceTaxLine> taxes, Invoice.Credit credit) {
        public Invoice issued(InvoiceId id) {
            return new Invoice(id, content, taxes, Optional.of(credit));
        }
    }

    /**
     * Takes these lines back, or all that are left when none is named.
     *
     * <p>Rejections: {@code NOT_AN_INVOICE}; {@code NO_SUCH_LINE}, {@code CREDITED_ALREADY}, {@code UNDONE_ALREADY} (field {@code lines}); {@code TAX_OF_SEVERAL_LINES}
     * a tax is of some of the lines and does not say of which: it is taken back whole or not at all.
     */
    public Outcome<Prepared> of(Set<Integer> lines, String reason, LocalDate on) {
        if (invoice.isCreditNote()) {
            return Outcome.rejected(Rejection.of("NOT_AN_INVOICE", "A credit note is not taken back."));
        }
        Set<Integer> left = new TreeSet<>();
        invoice.lines().forEach(line -> left.add(line.number()));
        if (!left.containsAll(lines)) {
            return Outcome.rejected(Rejection.at("lines", "NO_SUCH_LINE", "The invoice has no such line."));
        }
        left.removeAll(creditedBefore);
        if (lines.stream().anyMatch(undone::contains)) {
            return Outcome.rejected(Rejection.at(
                    "lines", "UNDONE_ALREADY", "The adjustment of that line is taken back, or that is asked for."));
        }
        Set<Integer> wanted = new TreeSet<>(lines.isEmpty() ? left : lines);
        wanted.removeAll(undone);
        if (wanted.isEmpty() || !left.containsAll(wanted)) {
            return Outcome.rejected(
                    Rejection.at("lines", "CREDITED_ALREADY", "That is taken back by a credit note already."));
        }
        return taxes(wanted, wanted.equals(left))
                .fold(
                        taxes -> Outcome.accepted(
                                new Prepared(content(wanted, on), taxes, new Invoice.Credit(invoice.id(), reason))),
                        Outcome::rejected);
    }

    private InvoiceDraft content(Set<Integer> wanted, LocalDate on) {
        List<BilledLine> credited = new ArrayList<>();
        for (BilledLine line : invoice.lines()) {
            if (wanted.contains(line.number())) {
                credited.add(new BilledLine(
                        credited.size() + 1,
                        line.kind(),
                        new BilledLine.OfCreditedLine(invoice.id(), line.number()),
                        line.subject(),
                        line.description(),
                        "line " + line.number() + " of " + invoice.id() + " taken back",
                        line.period(),
                        line.amount().negated(),
                        line.records()));
            }
        }
        InvoiceDraft of = invoice.content();
        return new InvoiceDraft(of.account(), of.customer(), of.currency(), of.cycle(), on, on, credited)
                .withSections(sections(wanted))
                .inTurn(RunType.OFF_CYCLE);
    }

    /** Those of the invoice that have one of these lines. */
    private List<InvoiceSection> sections(Set<Integer> wanted) {
        List<InvoiceSection> sections = new ArrayList<>();
        int before = 0;
        for (InvoiceSection section : invoice.content().sections()) {
            int count = Math.toIntExact(wanted.stream().filter(section::has).count());
            if (count > 0) {
                sections.add(new InvoiceSection(section.account(), before + 1, before + count));
                before += count;
            }
        }
        return sections;
    }

    /** The numbers that lines get in the note, by those of the invoice: lines are numbered anew. */
    private Map<Integer, Integer> numbers(Set<Integer> wanted) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        for (BilledLine line : invoice.lines()) {
            if (wanted.contains(line.number())) {
                numbers.put(line.number(), numbers.size() + 1);
            }
        }
        return numbers;
    }

    private Outcome<List<InvoiceTaxLine>> taxes(Set<Integer> wanted, boolean isRest) {
        List<InvoiceTaxLine> taxes = new ArrayList<>();
        Map<Integer, Integer> numbers = numbers(wanted);
        Map<String, Money> left = new LinkedHashMap<>(taxBefore);
        for (InvoiceTaxLine tax : invoice.taxes()) {
            if (tax.line().isPresent()) {
                Integer number = numbers.get(tax.line().getAsInt());
                if (number != null) {
                    taxes.add(negated(tax, OptionalInt.of(number), tax.base(), tax.amount()));
                }
            } else if (isRest) {
                Money before = left.getOrDefault(tax.code(), Money.zero(invoice.currency()));
                left.put(tax.code(), Money.zero(invoice.currency()));
                taxes.add(negated(
                        tax, OptionalInt.empty(), net(wanted), tax.amount().minus(before)));
            } else if (tax.base().equals(invoice.net()) && !invoice.net().isZero()) {
                taxes.add(negated(tax, OptionalInt.empty(), net(wanted), share(tax.amount(), net(wanted))));
            } else {
                return Outcome.rejected(Rejection.at(
                        "lines",
                        "TAX_OF_SEVERAL_LINES",
                        tax.description() + " is taken back with all lines or not at all."));
            }
        }
        return Outcome.accepted(taxes);
    }

    private Money net(Set<Integer> wanted) {
        return invoice.lines().stream()
                .filter(line -> wanted.contains(line.number()))
                .map(BilledLine::amount)
                .reduce(Money.zero(invoice.currency()), Money::plus);
    }

    private Money share(Money tax, Money part) {
        BigDecimal whole = invoice.net().amount();
        return new Money(
                tax.amount()
                        .multiply(part.amount())
                        .divide(whole, invoice.currency().getDefaultFractionDigits(), RoundingMode.HALF_UP),
                invoice.currency());
    }

    /** @param line of the note */
    private static InvoiceTaxLine negated(InvoiceTaxLine tax, OptionalInt line, Money base, Money amount) {
        return new InvoiceTaxLine(
                tax.code(), tax.description(), line, base.negated(), tax.rate(), amount.negated(), tax.note());
    }

    /**
     * What the ledger gets of a note:
     * <pre>
     * debit  revenue:recurring      15.00 EUR
     * debit  tax-payable             2.85 EUR
     * credit receivable:BAC-100001  17.85 EUR
     * </pre>
     * Empty when it comes to nothing.
     */
    public static Optional<JournalEntry> entry(Invoice note, Instant now) {
        Map<LedgerAccount, Money> sums = new LinkedHashMap<>();
        for (BilledLine line : note.lines()) {
            sums.merge(revenue(line.kind()), line.amount().negated(), Money::plus);
        }
        sums.merge(LedgerAccount.taxPayable(), note.tax().negated(), Money::plus);
        sums.merge(LedgerAccount.receivable(note.account()), note.total(), Money::plus);
        return entry(
                "credit-note:" + note.id(),
                "Credit note " + note.id() + " for "
                        + note.credit().orElseThrow().credited(),
                now,
                sums);
    }

    /** Of sums by account, those of nothing left out; empty when all are. */
    static Optional<JournalEntry> entry(String key, String description, Instant now, Map<LedgerAccount, Money> sums) {
        List<Posting> postings = new ArrayList<>();
        sums.forEach((account, amount) -> {
            if (!amount.isZero()) {
                postings.add(new Posting(account, amount));
            }
        });
        return postings.isEmpty() ? Optional.empty() : Optional.of(new JournalEntry(key, description, now, postings));
    }

    /** Where what a line charges is earned. */
    static LedgerAccount revenue(BilledLine.Kind kind) {
        return kind == BilledLine.Kind.ADJUSTMENT
                ? LedgerAccount.adjustment()
                : LedgerAccount.revenue(ChargeKind.valueOf(kind.name()));
    }
}
