package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.rating.ResidualCharges;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Devices that were asked back and do not come are paid once. */
class ResidualChargesTest {

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    private boolean charged(String step, Clock clock) {
        ResidualCharges.Device device = new ResidualCharges.Device(
                "ORD-9-" + step,
                new OrderId("ORD-9"),
                new CustomerId("CUS-1"),
                Demo.account(1),
                new OfferingId("handset-fairline-5-leased"),
                "Fairline 5 on lease",
                ZoneId.of("Europe/Berlin"),
                Money.of("240.00", Demo.EUR));
        return database.inTransaction(source -> new ResidualChargesBean(source, new Tariffs(), clock).charge(device));
    }

    @Test
    void a_device_is_charged_and_posted_once_whenever_it_is_asked_again() {
        assertThat(charged("S9", Demo.NOON)).isTrue();
        assertThat(charged("S9", Clock.offset(Demo.NOON, Duration.ofDays(1)))).isFalse();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("240.00", Demo.EUR));
        assertThat(books.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly("receivable:BAC-1 240.00 EUR", "revenue:one-off -240.00 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ENDED_ON IS NULL"))
                .as("nothing goes on")
                .isZero();
        assertThat(database.text("SELECT DESCRIPTION FROM RATED_CHARGE"))
                .isEqualTo("Fairline 5 on lease: not sent back");
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .as("the invoice has it")
                .isTrue();
    }

    @Test
    void two_devices_of_an_order_are_two_charges() {
        assertThat(charged("S9", Demo.NOON)).isTrue();
        assertThat(charged("S10-undo", Demo.NOON)).isTrue();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("480.00", Demo.EUR));
    }
}
