package dialtone.invoice.tmf;

import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.rating.UsageCharge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An invoice preview on the wire.
 *
 * @param period     {@code 2026-11}
 * @param totals     what is due, net of tax, for each currency
 * @param posted     what the ledger has of it
 * @param reconciles whether both are the same, line by line
 */
public record InvoicePreviewView(
        String billingAccount,
        String period,
        List<LineView> lines,
        List<AllowanceView> allowances,
        List<AmountView> totals,
        List<AmountView> posted,
        boolean reconciles) {

    static InvoicePreviewView of(InvoicePreview preview) {
        return new InvoicePreviewView(
                preview.account().value(),
                preview.month().toString(),
                preview.lines().stream().map(LineView::of).toList(),
                preview.allowances().stream().map(AllowanceView::of).toList(),
                AmountView.of(preview.totals()),
                AmountView.of(preview.posted()),
                preview.reconciles());
    }

    /**
     * @param kind        {@code one-off}, {@code recurring}, {@code usage}
     * @param subject     order and item, or the number that was used
     * @param from        first day
     * @param to          first day that no longer belongs to it
     * @param recordCount how many usage records are behind the line; {@code records} lists the oldest of them
     */
    public record LineView(
            String kind,
            String subject,
            String description,
            String explanation,
            String from,
            String to,
            AmountView amount,
            AmountView posted,
            long recordCount,
            List<RecordView> records) {

        static LineView of(InvoiceLine line) {
            return new LineView(
                    line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    line.subject(),
                    line.description(),
                    line.explanation(),
                    line.period().from().toString(),
                    line.period().to().toString(),
                    AmountView.of(line.amount()),
                    AmountView.of(line.posted()),
                    line.recordCount(),
                    line.records().stream().map(RecordView::of).toList());
        }
    }

    /**
     * A usage record behind a line.
     *
     * @param zone     of the destination, where the tariff tells it apart
     * @param band     time band that it began in, the same way
     * @param visitedNetwork empty at home, and so is roaming, its zone
     * @param quantity as the network counted it, in {@code unit}s
     * @param billable after minimum and increment
     * @param included how much of it an allowance covered
     * @param charges  by how much the rounded total of the month grew with it
     */
    public record RecordView(
            String source,
            long sequence,
            String type,
            Instant startedAt,
            String peer,
            String visitedNetwork,
            String zone,
            String band,
            String roaming,
            String unit,
            long quantity,
            long billable,
            long included,
            List<ChargeView> charges) {

        static RecordView of(RatedRecord record) {
            return new RecordView(
                    record.event().source(),
                    record.event().sequence(),
                    record.event().type().name(),
                    record.event().startedAt(),
                    record.event().peer(),
                    record.event().visitedNetwork(),
                    record.cell().zone(),
                    record.cell().band(),
                    record.cell().roaming(),
                    record.event().type().unit(),
                    record.event().quantity(),
                    record.billable(),
                    record.included(),
                    record.charges().stream().map(ChargeView::of).toList());
        }
    }

    /** @param type whose price it is: another than the record's own where it took an allowance that two types share */
    public record ChargeView(String type, String price, long units, AmountView amount) {
        static ChargeView of(UsageCharge charge) {
            return new ChargeView(
                    charge.type().name(), charge.priceId(), charge.units(), AmountView.of(charge.amount()));
        }
    }

    /**
     * How far a number has used what its tariff includes, in the base units of {@code types}.
     *
     * @param number      left out where lines of the account have it together
     * @param from        first day of the cycle that it is of
     * @param to          first day behind that
     * @param carriedOver what is left of former cycles beside {@code included}
     */
    public record AllowanceView(
            @Nullable String number,
            String name,
            List<String> types,
            LocalDate from,
            LocalDate to,
            long included,
            long carriedOver,
            long used,
            long remaining) {
        static AllowanceView of(AllowanceLine line) {
            return new AllowanceView(
                    line.isShared() ? null : line.msisdn(),
                    line.use().allowance().name(),
                    line.use().allowance().types().stream().map(Enum::name).toList(),
                    line.cycle().from(),
                    line.cycle().to(),
                    line.use().allowance().quantity(),
                    line.use().carried(),
                    line.use().used(),
                    line.use().remaining());
        }
    }
}
