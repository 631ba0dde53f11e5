package dialtone.invoice;

import java.util.Locale;

/** @param value the legal number: {@code INV-000000001}, of a credit note {@code CRN-000000001}; at most 32 characters */
public record InvoiceId(String value) {

    /** What numbers are counted for, each without a gap. */
    public enum Series {
        /** Invoices. */
        INV,
        /** Credit notes. */
        CRN
    }

    /** The one of this number in its series: {@code of(INV, 1)} is INV-000000001. */
    public static InvoiceId of(Series series, long number) {
        return new InvoiceId(String.format(Locale.ROOT, "%s-%09d", series, number));
    }

    @Override
    public String toString() {
        return value;
    }
}
