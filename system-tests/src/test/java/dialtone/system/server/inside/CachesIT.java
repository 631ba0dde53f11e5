package dialtone.system.server.inside;

import static dialtone.system.server.inside.OrderRun.PLAN;
import static dialtone.system.server.inside.OrderRun.accepted;
import static dialtone.system.server.inside.OrderRun.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.UsageType;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import dialtone.party.CustomerId;
import dialtone.system.server.InTheServer;
import dialtone.usage.Delivery;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEvent;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.NewUsageFile;
import dialtone.usage.service.UsageFiles;
import dialtone.usage.service.UsageIntake;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** The server's caches: filled by the services, and right even where they are empty or wrong. */
@InTheServer
class CachesIT {

    private static final CustomerId ELIF = new CustomerId("CUS-100005");
    private static final CustomerId FEMI = new CustomerId("CUS-100006");

    private static final String RATED_FOR = "SELECT COUNT(*) FROM USAGE_EVENT E JOIN NUMBER_ACCOUNT N"
            + " ON N.ID = E.NUMBER_ACCOUNT_ID WHERE E.SOURCE_NAME = ? AND N.MSISDN = ?";
    private static final String ROW_OF = "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND VALID_TO_AT IS NULL";
    private static final long NO_SUCH_ROW = 999_999_999L;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/idempotency-answer")
    private ConcurrentMap<String, String> answers;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/number-account")
    private ConcurrentMap<String, Long> numbers;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/catalog-version")
    private ConcurrentMap<String, String> versions;

    @Inject
    private OrderEntry entry;

    @Inject
    private CatalogStore catalogs;

    @Inject
    private UsageFiles files;

    @Inject
    private UsageIntake intake;

    @Inject
    private OrderRun run;

    @Inject
    private Tables tables;

    @Test
    void anAnswerThatIsLostOrWrongIsFoundInTheTable() {
        PlaceOrder command = mobileOrder(ELIF, Optional.of("inside-cached"));
        OrderId first = accepted(entry.place(command)).id();
        OrderId another = run.place(ELIF);
        assertThat(answers.get("csr:inside-cached")).isEqualTo(first.value());

        answers.clear();
        assertThat(accepted(entry.place(command)).id()).isEqualTo(first);
        assertThat(answers.get("csr:inside-cached")).isEqualTo(first.value());
        for (String wrong : List.of(another.value(), "ORD-0")) {
            answers.put("csr:inside-cached", wrong);
            assertThat(accepted(entry.place(command)).id()).as(wrong).isEqualTo(first);
        }
    }

    @Test
    void anAnswerOfAnOrderThatWasNeverPlacedPlacesIt() {
        OrderId another = run.place(ELIF);
        answers.put("csr:inside-poisoned", another.value());

        OrderId placed = accepted(entry.place(mobileOrder(ELIF, Optional.of("inside-poisoned"))))
                .id();

        assertThat(placed).isNotEqualTo(another);
    }

    @Test
    void theCatalogueIsReadAgainWhenItsVersionIsLost() {
        String version = catalogs.current().version();
        assertThat(versions).containsEntry("current", version);

        versions.clear();

        assertThat(catalogs.current().version()).isEqualTo(version);
        assertThat(catalogs.current().offering(PLAN)).isPresent();
        assertThat(versions).containsEntry("current", version);
    }

    @Test
    void usageIsChargedToWhoHasTheNumberWhateverTheCacheSays() {
        String number = run.complete(FEMI);
        String another = run.complete(ELIF);
        long row = tables.number(ROW_OF, number);

        assertThat(take("1", number)).isEqualTo(1);
        assertThat(numbers).containsEntry(number, row);
        numbers.clear();
        assertThat(take("2", number)).isEqualTo(1);
        assertThat(numbers).containsEntry(number, row);
        numbers.put(number, tables.number(ROW_OF, another));
        assertThat(take("3", number)).isEqualTo(1);
        numbers.put(number, NO_SUCH_ROW);
        assertThat(take("4", number)).isEqualTo(1);
        assertThat(numbers).containsEntry(number, row);
    }

    /** @return records of a new file with one call that were charged to the number's row */
    private long take(String digit, String number) {
        String source = "inside-cache-" + digit;
        long file = files.register(
                        new NewUsageFile(source + ".csv", digit.repeat(64), Delivery.byFolder(), UsageLayout.HOUSE))
                .id();
        UsageEvent call = new UsageEvent(
                source, 1, UsageType.VOICE, number, Clock.systemUTC().instant(), 60, "4930123456");
        UsageBatch batch = new UsageBatch(file, 2, 1, List.of(call), List.of());
        assertThat(intake.take(batch).counts()).isEqualTo(new UsageCounts(1, 0, 0, 0));
        return tables.number(RATED_FOR, source, number);
    }
}
