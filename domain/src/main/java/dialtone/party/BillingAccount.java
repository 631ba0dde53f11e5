package dialtone.party;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;

/** What pays (TMF666 BillingAccount): one currency, one time zone for its business days, one day the bill cycle begins. */
@Entity
@Table(name = "BILLING_ACCOUNT")
public class BillingAccount {

    /** A bill cycle begins on a day that every month has. */
    public static final int MAX_CYCLE_DAY = 28;

    /** Column width. */
    public static final int MAX_NAME = 160;

    @EmbeddedId
    @AttributeOverride(name = "value", column = @Column(name = "BILLING_ACCOUNT_ID"))
    private BillingAccountId id;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "CUSTOMER_ID"))
    private CustomerId customer;

    @Column(name = "NAME")
    private String name;

    @Column(name = "CURRENCY")
    private String currency;

    @Column(name = "TIME_ZONE")
    private String timeZone;

    @Column(name = "CYCLE_DAY")
    private int cycleDay;

    @Column(name = "OPENED_ON")
    private LocalDate openedOn;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected BillingAccount() {}

    /** An account that begins its bill cycles on the first of the month. */
    public BillingAccount(
            BillingAccountId id, Customer customer, Currency currency, ZoneId timeZone, LocalDate openedOn) {
        this.id = id;
        this.customer = customer.id();
        this.name = customer.name();
        this.currency = currency.getCurrencyCode();
        this.timeZone = timeZone.getId();
        this.cycleDay = 1;
        this.openedOn = openedOn;
    }

    /**
     * One of a name of its own, with bill cycles from another day.
     *
     * @param name     as the invoice is addressed; 1 to {@value #MAX_NAME} characters
     * @param cycleDay 1 to {@value #MAX_CYCLE_DAY}
     */
    public BillingAccount(
            BillingAccountId id,
            Customer customer,
            String name,
            Currency currency,
            ZoneId timeZone,
            int cycleDay,
            LocalDate openedOn) {
        this(id, customer, currency, timeZone, openedOn);
        if (cycleDay < 1 || cycleDay > MAX_CYCLE_DAY) {
            throw new IllegalArgumentException("A cycle begins on a day from 1 to " + MAX_CYCLE_DAY + ": " + cycleDay);
        }
        this.cycleDay = cycleDay;
        this.name = checked(name);
    }

    /** Invoices from now on are addressed so. */
    public void rename(String other) {
        this.name = checked(other);
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("A name has 1 to " + MAX_NAME + " characters");
        }
        return name;
    }

    public BillingAccountId id() {
        return id;
    }

    public CustomerId customer() {
        return customer;
    }

    /** As the invoice is addressed. */
    public String name() {
        return name;
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    /** Whose midnight begins a business day of this account. */
    public ZoneId timeZone() {
        return ZoneId.of(timeZone);
    }

    /** Day of the month on which a bill cycle begins: 1 to {@value #MAX_CYCLE_DAY}. */
    public int cycleDay() {
        return cycleDay;
    }

    public LocalDate openedOn() {
        return openedOn;
    }
}
