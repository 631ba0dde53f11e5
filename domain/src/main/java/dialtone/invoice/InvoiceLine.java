package dialtone.invoice;

import dialtone.base.Money;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import java.util.List;

/**
 * One line of an invoice, with how its amount came about.
 *
 * @param subject     order and item it is for, {@code ORD-100001/1}, or the number that was used
 * @param explanation {@code 6 of 30 days of 15.00 EUR}; {@code 160 s, 100 s included, 60 s charged at 0.09 EUR per 60 s}
 * @param amount      what is due
 * @param posted      what the ledger has of it; differs from the amount only while a month's charges are not posted yet or
 *                    where a correction is due
 * @param records     the usage records of a usage line, oldest first, at most {@link InvoicePreview#MAX_RECORDS} in a preview
 * @param recordCount how many records there are, listed or not
 */
public record InvoiceLine(
        ChargeKind kind,
        String subject,
        String description,
        String explanation,
        ChargePeriod period,
        Money amount,
        Money posted,
        List<RatedRecord> records,
        long recordCount) {

    public InvoiceLine {
        records = List.copyOf(records);
    }
}
