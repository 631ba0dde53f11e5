package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.RecordKey;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageEntry.State;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportedUsageTest {

    private static final Instant AT = Instant.parse("2026-11-25T09:00:00Z");

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final UsageEntries entries = new UsageEntries(database.dataSource());
    private final ReportedUsage reported = reported();

    @Test
    void a_reported_record_costs_what_that_of_a_file_costs_and_is_counted_in_a_file_of_its_day() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        assertThat(reported.take(call(1, Demo.NUMBER, 160), "ada")).isEqualTo(new UsageCounts(1, 0, 0, 0));
        assertThat(reported.take(call(1, Demo.NUMBER, 160), "ada")).isEqualTo(new UsageCounts(0, 1, 0, 0));
        assertThat(reported.take(call(2, "491999999999", 10), "ada")).isEqualTo(new UsageCounts(0, 0, 0, 1));
        assertThat(new Books(database).balance(Demo.account(1))).containsExactly(Money.of("13.08", Demo.EUR));
        UsageFile file = files.list(0, 10).rows().getFirst();
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 1, 0, 1));
        assertThat(file.layout()).isEqualTo(ReportedUsage.LAYOUT);
        assertThat(file.state()).isEqualTo(UsageFile.State.COMPLETED);
        assertThat(files.list(0, 10).total()).isEqualTo(1);
    }

    @Test
    void what_was_in_a_file_is_a_duplicate_when_it_is_reported() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = new Intake(database, folder).take("5,VOICE,491510000001,2026-11-25T09:00:00Z,10,");
        UsageEvent same = new UsageEvent(file.source(), 5, UsageType.VOICE, Demo.NUMBER, AT, 10, "");
        assertThat(reported.take(same, "ada")).isEqualTo(new UsageCounts(0, 1, 0, 0));
    }

    @Test
    void those_who_report_at_the_same_time_take_turns() throws Exception {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<UsageCounts>> done = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int sequence = i / 2; // each is reported twice
                done.add(threads.submit(() -> reported.take(call(sequence, Demo.NUMBER, 1), "ada")));
            }
            for (Future<UsageCounts> each : done) {
                each.get();
            }
        }
        assertThat(files.list(0, 10).rows())
                .singleElement()
                .extracting(UsageFile::counts)
                .isEqualTo(new UsageCounts(50, 50, 0, 0));
    }

    @Test
    void records_are_listed_with_what_has_become_of_them() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        reported.take(call(1, Demo.NUMBER, 160), "ada");
        reported.take(call(2, "491999999999", 10), "ada");
        reported.take(new UsageEvent("api", 3, UsageType.DATA, Demo.NUMBER, AT.plusSeconds(1), 5, "web"), "ada");
        assertThat(entries.list(query(Optional.of(Demo.NUMBER), EnumSet.allOf(State.class), AT, AT.plusSeconds(60)))
                        .rows())
                .extracting(entry -> entry.event().sequence() + " " + entry.state() + " " + entry.remark())
                .containsExactly("1 RATED ", "3 RECEIVED NO_PRICE");
        UsageEntry rated = entries.list(
                        query(Optional.of(Demo.NUMBER), Set.of(State.RATED), UsageQuery.EARLIEST, UsageQuery.LATEST))
                .rows()
                .getFirst();
        assertThat(rated.rating())
                .contains(new UsageEntry.Rating(Demo.account(1), 160, 100, Optional.of(Money.of("0.09", Demo.EUR))));
        assertThat(entries.list(query(
                                Optional.empty(), EnumSet.allOf(State.class), UsageQuery.EARLIEST, UsageQuery.LATEST))
                        .rows())
                .as("without a number those that are not rated")
                .extracting(entry -> entry.event().sequence())
                .containsExactly(2L, 3L);
        assertThat(entries.list(query(
                                Optional.of(Demo.NUMBER), Set.of(State.RATED), AT.plusSeconds(1), UsageQuery.LATEST))
                        .total())
                .isZero();
    }

    @Test
    void one_record_is_found_by_its_key_in_whatever_state_it_is() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        reported.take(call(1, Demo.NUMBER, 160), "ada");
        reported.take(call(2, "491999999999", 10), "ada");
        assertThat(find(1, Demo.NUMBER).map(UsageEntry::state)).contains(State.RATED);
        assertThat(find(2, "491999999999").map(UsageEntry::state)).contains(State.RECEIVED);
        assertThat(find(1, "491999999999")).isEmpty();
        assertThat(find(3, Demo.NUMBER)).isEmpty();
        assertThat(entries.list(query(
                                Optional.of(Demo.NUMBER), Set.of(State.BILLED), UsageQuery.EARLIEST, UsageQuery.LATEST))
                        .total())
                .isZero();
        assertThat(entries.list(query(Optional.empty(), Set.of(State.RATED), AT, UsageQuery.LATEST))
                        .rows())
                .isEmpty();
    }

    @Test
    void a_moment_finer_than_the_tables_have_it_is_the_same_record_there() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        for (long sequence = 1; sequence <= 2; sequence++) {
            String number = sequence == 1 ? Demo.NUMBER : "491999999999";
            UsageEvent event =
                    new UsageEvent("api", sequence, UsageType.VOICE, number, AT.plusNanos(999_999_999), 1, "");
            reported.take(event, "ada");
            assertThat(find(sequence, number).map(UsageEntry::event)).contains(event);
        }
    }

    private Optional<UsageEntry> find(long sequence, String msisdn) {
        return entries.find(new RecordKey("api", sequence), msisdn, AT.minusSeconds(1), AT.plusSeconds(1));
    }

    private static UsageQuery query(Optional<String> msisdn, Set<State> states, Instant from, Instant to) {
        return new UsageQuery(msisdn, states, Optional.empty(), from, to, 0, 10);
    }

    /** Its cycle began in January. */
    @Test
    void a_record_in_a_cycle_of_a_year_is_found_by_the_day_it_began_on() {
        Price.Usage calls = Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60);
        Price yearly = calls.with(calls.terms().in(UsageCycle.parse("1 year, anniversary")));
        Clock january = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", List.of(yearly)))), january);
        reported.take(call(1, Demo.NUMBER, 160), "ada");
        assertThat(find(1, Demo.NUMBER)).isPresent();
    }

    private static UsageEvent call(long sequence, String msisdn, long seconds) {
        return new UsageEvent("api", sequence, UsageType.VOICE, msisdn, AT, seconds, "4930123456");
    }

    private ReportedUsage reported() {
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        Tariffs tariffs = new Tariffs();
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(source -> new UsageIntake(
                                source, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)
                        .take(batch));
            }
        };
        return new ReportedUsage(files, intake, Recycling.of(database), Demo.NOON);
    }
}
