package dialtone.tax;

import java.time.LocalDate;

/**
 * What a customer need not pay, by a certificate that he has shown.
 *
 * @param place       the exemption holds for taxes of this place and all within
 * @param tax         the one tax it is for; empty for all taxes of the place
 * @param reason      as the invoice says it, such as {@code Resale}, {@code Diplomatic mission}
 * @param certificate number of the certificate
 */
public record TaxExemption(TaxPlace place, String tax, String reason, String certificate, TaxPeriod period) {

    /** Longest reason and longest certificate number. */
    public static final int MAX_TEXT = 100;

    boolean covers(TaxRate rate, LocalDate day) {
        return period.contains(day) && place.contains(rate.place()) && (tax.isEmpty() || tax.equals(rate.tax()));
    }

    /** {@code Resale, certificate 4711}. */
    String note() {
        return reason + ", certificate " + certificate;
    }
}
