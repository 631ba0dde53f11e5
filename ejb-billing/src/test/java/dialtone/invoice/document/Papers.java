package dialtone.invoice.document;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.LineOfferings;
import dialtone.order.OrderId;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import dialtone.tax.DraftTax;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxReference;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invoices for tests of their documents, taxed by the tables of the house. */
public final class Papers {

    public static final Currency EUR = Currency.getInstance("EUR");
    public static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    public static final TaxReference.Tables TABLES = TaxReference.Tables.read(Path.of("../catalog"));
    static final ChargePeriod NOVEMBER = new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01"));

    private Papers() {}

    static Recipient recipient(String country, String taxNumber) {
        return new Recipient(
                "Jörg <Müller> & Söhne", new Address("Lange Straße 7", "70173", "Stuttgart", country), taxNumber);
    }

    /** Use without a price in the tables; no two lines of one cause. */
    static BilledLine use(int number, String amount, String explanation, long records) {
        return new BilledLine(
                number,
                BilledLine.Kind.USAGE,
                new BilledLine.OfUsage(number, NOVEMBER.from(), NOVEMBER.from(), "voice-overage"),
                "49151000" + (1_000 + number),
                "Calls",
                explanation,
                NOVEMBER,
                Money.of(amount, EUR),
                records);
    }

    static BilledLine charge(int number, BilledLine.Kind kind, String amount, String what, String explanation) {
        return new BilledLine(
                number,
                kind,
                new BilledLine.OfCharge(number, new OrderId("ORD-100001"), Integer.toString(number), "monthly-fee"),
                "ORD-100001/" + number,
                what,
                explanation,
                NOVEMBER,
                Money.of(amount, EUR),
                0);
    }

    static List<BilledLine> few() {
        return List.of(
                charge(1, BilledLine.Kind.ONE_OFF, "9.90", "Activation Mobile S", ""),
                charge(2, BilledLine.Kind.RECURRING, "1.98", "Mobile S", "6 of 30 days of 9.90 EUR"),
                use(3, "2.40", "22 minutes, 2 minutes included, 20 minutes charged at 0.12 EUR per minute", 14),
                charge(4, BilledLine.Kind.CREDIT, "-0.66", "Mobile S", "2 of 30 days of 9.90 EUR not used"));
    }

    static List<BilledLine> many(int lines) {
        List<BilledLine> many = new ArrayList<>();
        for (int i = 1; i <= lines; i++) {
            many.add(
                    i % 2 == 0
                            ? use(i, "0." + (10 + i % 80), "1 minute, charged at 0.12 EUR per minute", i)
                            : charge(i, BilledLine.Kind.RECURRING, "9.90", "Mobile S", "30 of 30 days of 9.90 EUR"));
        }
        return many;
    }

    public static InvoiceDraft draft(List<BilledLine> lines) {
        return new InvoiceDraft(
                ACCOUNT,
                new CustomerId("CUS-1"),
                EUR,
                NOVEMBER,
                LocalDate.parse("2026-12-01"),
                LocalDate.parse("2026-12-15"),
                lines);
    }

    public static Invoice invoice(long number, List<BilledLine> lines, TaxProfile customer) {
        InvoiceDraft draft = draft(lines);
        List<InvoiceTaxLine> taxes = new DraftTax(
                        TABLES.taxes(),
                        TABLES.categories(),
                        Map.of(ACCOUNT, customer),
                        new LineOfferings(
                                Map.of(new LineOfferings.Item("ORD-100001", "1"), "mobile-sim-only-s"), Map.of()))
                .of(draft)
                .fold(found -> found, reasons -> {
                    throw new AssertionError(reasons.toString());
                });
        return draft.issued(InvoiceId.of(InvoiceId.Series.INV, number), taxes);
    }

    static Invoice creditNote(Invoice of, String reason) {
        return new Invoice(
                InvoiceId.of(InvoiceId.Series.CRN, 1),
                draft(List.of(new BilledLine(
                        1,
                        BilledLine.Kind.RECURRING,
                        new BilledLine.OfCreditedLine(of.id(), 2),
                        "ORD-100001/2",
                        "Mobile S",
                        "line 2 of " + of.id() + " taken back",
                        NOVEMBER,
                        Money.of("-1.98", EUR),
                        0))),
                List.of(),
                Optional.of(new Invoice.Credit(of.id(), reason)));
    }
}
