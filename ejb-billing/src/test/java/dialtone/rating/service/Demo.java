package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.SeatQuote;
import dialtone.rating.SeatQuotes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Orders of a mobile plan with 100 seconds and 2 messages included, and no data; an add-on brings data. */
public final class Demo {

    public static final Currency EUR = Currency.getInstance("EUR");
    public static final Clock NOON = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
    public static final String NUMBER = "491510000001";

    public static final List<Price> PLAN = List.of(
            new Price.OneOff("activation", "Activation", Money.of("9.99", EUR)),
            new Price.Recurring("fee", "Monthly fee", Money.of("15.00", EUR)),
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100),
            new Price.Allowance("messages", "2 messages", List.of(UsageType.SMS), 2),
            usage("calls", UsageType.VOICE, "0.09", 60, 60),
            usage("sms", UsageType.SMS, "0.0735", 1, 1));

    public static final List<Price> DATA_ADD_ON = List.of(
            new Price.Recurring("fee", "Monthly fee", Money.of("5.00", EUR)),
            new Price.Allowance("data", "1 MB", List.of(UsageType.DATA), 1_000_000));

    private Demo() {}

    public static BillingAccountId account(int number) {
        return new BillingAccountId("BAC-" + number);
    }

    /** An order of the plan for this account under this number. */
    public static OrderFacts.Charges order(int number, String msisdn) {
        return order(number, msisdn, List.of(item("1", PLAN)));
    }

    public static OrderFacts.Charges order(int number, String msisdn, List<PricedItem> items) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-" + number),
                account(number),
                ZoneId.of("Europe/Berlin"),
                items,
                List.of(new OrderFacts.Line("1", msisdn)));
    }

    /** The second line of account 1. */
    public static OrderFacts.Charges secondLine() {
        return line(2, "491510000002", item("1", PLAN));
    }

    /** An order of account 1 for a line under this number. */
    public static OrderFacts.Charges line(int number, String msisdn, PricedItem... items) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(items),
                List.of(new OrderFacts.Line("1", msisdn)));
    }

    /** An order of customer 1 for what comes to lines that he has, and for what ends. */
    public static OrderFacts.Charges order(
            int number, List<PricedItem> items, List<OrderFacts.Ending> ends, List<OrderFacts.Extension> extensions) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                account(1),
                ZoneId.of("Europe/Berlin"),
                items,
                List.of(),
                ends,
                List.of(),
                List.of(),
                List.of(),
                extensions,
                List.of());
    }

    /** An order of customer 1 by which the first item of an order of his, the line under this number, gets another plan. */
    public static OrderFacts.Charges change(int number, String former, String msisdn, PricedItem plan) {
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId(former), "1", Optional.of(msisdn), Optional.empty());
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                List.of(),
                List.of(new OrderFacts.Change(ending, plan)));
    }

    public static PricedItem item(String id, List<Price> prices) {
        return new PricedItem(id, new OfferingId("mobile-" + id), "Mobile " + id, prices);
    }

    public static boolean start(BillingDatabase database, OrderFacts.Charges charges, Clock clock) {
        return database.inTransaction(dataSource -> new StartCharges(dataSource, new Tariffs(), clock).start(charges));
    }

    /** A price of use, with an increment of 1. */
    public static Price.Usage usage(String id, UsageType type, String price, long perUnitCount, long minimum) {
        return new Price.Usage(id, id, type, new UnitPrice(new BigDecimal(price), EUR), perUnitCount, minimum, 1);
    }

    /** Order 1 is for so many seats at 6.00 EUR each a month, from {@link #NOON} on. */
    public static void seats(BillingDatabase database, long seats) {
        Price fee = new Price.Recurring("fee", "Seat", Money.of("6.00", EUR), RecurringTerms.parse("basis=seats", EUR));
        start(
                database,
                order(1, NUMBER, List.of(new PricedItem("1", new OfferingId("talk"), "Talk", List.of(fee), seats))),
                NOON);
    }

    /** What another number of seats of its first item costs from then on. */
    public static Optional<SeatQuote> seatQuote(BillingDatabase database, OrderId charged, long seats, String at) {
        return database.inTransaction(dataSource -> new SeatQuotesBean(dataSource, new Tariffs())
                .quote(new SeatQuotes.Asked(charged, "1", seats, Instant.parse(at))));
    }
}
