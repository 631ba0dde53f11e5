package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An invoice before it has taxes and a number.
 *
 * @param cycle    the days since the account's last invoice
 * @param issuedOn date of the invoice, in the account's zone
 * @param lines    in one currency, numbered from 1
 * @param sections whose the lines are, in turn; empty where all are the account's own
 * @param runType  in whose turn it is made
 */
public record InvoiceDraft(
        BillingAccountId account,
        CustomerId customer,
        Currency currency,
        ChargePeriod cycle,
        LocalDate issuedOn,
        LocalDate dueOn,
        List<BilledLine> lines,
        List<InvoiceSection> sections,
        RunType runType) {

    /** @throws IllegalArgumentException if a line is of another currency or not numbered in turn, or the sections do not have each line once */
    public InvoiceDraft {
        lines = List.copyOf(lines);
        sections = List.copyOf(sections);
        for (int i = 0; i < lines.size(); i++) {
            BilledLine line = lines.get(i);
            if (line.number() != i + 1 || !line.amount().currency().equals(currency)) {
                throw new IllegalArgumentException("Line " + line.number() + " of " + line.amount()
                        + " on an invoice of " + account + " in " + currency);
            }
        }
        int before = 0;
        for (InvoiceSection section : sections) {
            if (section.firstLine() != before + 1) {
                throw new IllegalArgumentException(section + " comes after line " + before);
            }
            before = section.lastLine();
        }
        if (!sections.isEmpty() && before != lines.size()) {
            throw new IllegalArgumentException(lines.size() + " lines, and sections of " + before);
        }
    }

    /** One of the account's cycle that is of the account alone. */
    public InvoiceDraft(
            BillingAccountId account,
            CustomerId customer,
            Currency currency,
            ChargePeriod cycle,
            LocalDate issuedOn,
            LocalDate dueOn,
            List<BilledLine> lines) {
        this(account, customer, currency, cycle, issuedOn, dueOn, lines, List.of(), RunType.ON_CYCLE);
    }

    /** The same with other lines, all of them the account's own. */
    public InvoiceDraft withLines(List<BilledLine> others) {
        return new InvoiceDraft(account, customer, currency, cycle, issuedOn, dueOn, others, List.of(), runType);
    }

    /** The same lines, said whose they are. */
    public InvoiceDraft withSections(List<InvoiceSection> others) {
        return new InvoiceDraft(account, customer, currency, cycle, issuedOn, dueOn, lines, others, runType);
    }

    /** The same made in a turn of that kind. */
    public InvoiceDraft inTurn(RunType type) {
        return new InvoiceDraft(account, customer, currency, cycle, issuedOn, dueOn, lines, sections, type);
    }

    /** Its sections; one of all lines where all are the account's own, none without a line. */
    public List<InvoiceSection> parts() {
        return sections.isEmpty() && !lines.isEmpty()
                ? List.of(new InvoiceSection(account, 1, lines.size()))
                : sections;
    }

    /** The lines of a section. */
    public List<BilledLine> linesOf(InvoiceSection section) {
        return lines.subList(section.firstLine() - 1, section.lastLine());
    }

    /** Sum of the lines of a section, without tax. */
    public Money netOf(InvoiceSection section) {
        return linesOf(section).stream().map(BilledLine::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** Sum of the lines, without tax. */
    public Money net() {
        return lines.stream().map(BilledLine::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** What is invoiced once, the account and the end of its cycle: {@code BAC-100001:2026-12-01}. */
    public String cycleKey() {
        return account + ":" + cycle.to();
    }

    /** With its legal number. */
    public Invoice issued(InvoiceId id, List<InvoiceTaxLine> taxes) {
        return new Invoice(id, this, taxes, Optional.empty());
    }
}
