package dialtone.usage.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.Rerating;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Re-ratings of a test's database, each call in a transaction. */
public final class ReratingDesk {

    private final BillingDatabase database;
    private final Clock clock;
    private OfferingId offering = new OfferingId("mobile-1");
    private Set<String> listed = Set.of();
    private RatingReference reference = new RatingReference();
    private int batch = ReratingTurns.BATCH;

    public ReratingDesk(BillingDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Where limits hold. */
    public ReratingDesk by(RatingReference other) {
        reference = other;
        return this;
    }

    /** Prices of another offering than the demo's plan. */
    public ReratingDesk of(String other) {
        offering = new OfferingId(other);
        return this;
    }

    /** What has come off the price by the catalogue. */
    public ReratingDesk listing(String... names) {
        listed = Set.of(names);
        return this;
    }

    /** So many numbers in a transaction. */
    public ReratingDesk inBatchesOf(int numbers) {
        batch = numbers;
        return this;
    }

    /** Of the demo's plan, from a month to before another one: Ann asks, and it is calculated. */
    public long calculated(Price.Usage right, String from, String to) {
        long id = done(ask(right, from, to)).rerating().id();
        round();
        return id;
    }

    /** And Bob approves. */
    public Rerating.Standing posted(Price.Usage right, String from, String to) {
        long id = calculated(right, from, to);
        done(in(all -> all.approve(id, "bob")));
        round();
        return find(id);
    }

    public Outcome<Rerating.Standing> ask(Price.Usage right, String from, String to) {
        return ask(right, from, to, Optional.empty());
    }

    /** Of one account, or of all. */
    public Outcome<Rerating.Standing> ask(
            Price.Usage right, String from, String to, Optional<BillingAccountId> account) {
        return in(all -> all.ask(
                new Reratings.Asked(
                        offering,
                        right.id(),
                        List.of(right),
                        listed,
                        "2026-12",
                        LocalDate.parse(from),
                        LocalDate.parse(to),
                        account,
                        "Wrong price"),
                "ann"));
    }

    public Rerating.Standing find(long id) {
        return in(all -> all.find(id)).orElseThrow();
    }

    /** One batch of numbers, of which nothing is tried again. */
    public int take(long id) {
        return within(turns -> turns.take(id, batch));
    }

    private <T> T within(Function<ReratingTurns, T> call) {
        return database.inTransaction(source -> call.apply(new ReratingTurns(source, new Tariffs(), reference, clock)));
    }

    public void round() {
        new ReratingRounds(
                        new ReratingTurns() {
                            @Override
                            public List<Long> due() {
                                return within(ReratingTurns::due);
                            }

                            @Override
                            public int take(long id, int limit) {
                                return within(turns -> turns.take(id, Math.min(limit, batch)));
                            }

                            @Override
                            public int takeOne(long id, long number) {
                                return within(turns -> turns.takeOne(id, number));
                            }

                            @Override
                            public Optional<Long> first(long id) {
                                return within(turns -> turns.first(id));
                            }

                            @Override
                            public void noteFault(long id, long number, String message) {
                                within(turns -> {
                                    turns.noteFault(id, number, message);
                                    return true;
                                });
                            }

                            @Override
                            public List<String> cheaper(long id) {
                                return within(turns -> turns.cheaper(id));
                            }

                            @Override
                            public boolean finish(long id) {
                                return within(turns -> turns.finish(id));
                            }
                        },
                        Recycling.by(database, reference))
                .round();
    }

    public <T> T in(Function<Reratings, T> call) {
        return database.inTransaction(source -> call.apply(new Reratings(source, new Tariffs(), clock)));
    }

    public static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    public static String code(Outcome<?> outcome) {
        return outcome.fold(
                done -> "",
                reasons -> reasons.stream().map(Rejection::code).findFirst().orElse(""));
    }

    /** The demo's price of calls at another amount a minute begun. */
    public static Price.Usage calls(String amount) {
        return Demo.usage("calls", UsageType.VOICE, amount, 60, 60);
    }
}
