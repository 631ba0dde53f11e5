package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.catalog.OfferingId;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.DeviceReturn;
import dialtone.pool.DeviceReturn.State;
import dialtone.pool.ReturnQuery;
import dialtone.pool.ReturnQuery.Sort;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four devices that are awaited, asked for in this order: A costs 240.00 and is due on the 20th, B costs nothing and has no label yet, C costs 99.00 and
 * is due on the 10th, D is as C. E has come.
 */
class DeviceReturnListTest {

    @AutoClose
    private final Desk desk = new Desk();

    /** By the name of the device. */
    private final Map<String, String> orders = new HashMap<>();

    DeviceReturnListTest() {
        asked(1, "A", Optional.of("240.00"), Optional.of(20));
        asked(2, "B", Optional.empty(), Optional.empty());
        asked(3, "C", Optional.of("99.00"), Optional.of(10));
        asked(4, "D", Optional.of("99.00"), Optional.of(10));
        asked(5, "E", Optional.of("500.00"), Optional.of(1));
        desk.database.inTransaction(() -> execute("UPDATE DEVICE_RETURN SET STATE = 'RECEIVED' WHERE RMA = 'R5'"));
    }

    private void asked(int number, String name, Optional<String> charge, Optional<Integer> dueOn) {
        OrderId order = accepted(
                        desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()))))
                .id();
        orders.put(name, order.value());
        desk.database.inTransaction(() -> {
            desk.database
                    .entities()
                    .persist(new DeviceReturn(
                            new DeviceReturn.Asked(
                                    "R" + number,
                                    "00440105000001" + number,
                                    order,
                                    "1",
                                    new CustomerId("CUS-1"),
                                    new BillingAccountId("BAC-1"),
                                    new OfferingId("leased"),
                                    name,
                                    "CR" + number,
                                    charge.map(amount -> Money.of(amount, Currency.getInstance("EUR")))),
                            Instant.parse("2026-11-0" + number + "T10:00:00Z")));
            desk.database.entities().flush();
            dueOn.ifPresent(day -> execute("UPDATE DEVICE_RETURN SET DEADLINE_AT = TIMESTAMP '2026-12-"
                    + (day < 10 ? "0" : "") + day + " 00:00:00 +00:00' WHERE RMA = 'R" + number + "'"));
        });
    }

    private void execute(String sql) {
        assertThat(desk.database.entities().createNativeQuery(sql).executeUpdate())
                .isEqualTo(1);
    }

    private Page<DeviceReturn> list(ReturnQuery query) {
        return desk.database.inTransaction(() -> desk.returns.list(query));
    }

    private static List<String> names(Page<DeviceReturn> page) {
        return page.rows().stream().map(DeviceReturn::deviceName).toList();
    }

    @ParameterizedTest
    @CsvSource({"ASKED, A B C D", "DUE, C D A B", "CHARGE, A C D B"})
    void what_is_outstanding_comes_in_the_order_that_is_asked_for(Sort sort, String names) {
        assertThat(names(list(new ReturnQuery(Set.of(), Optional.empty(), sort, 0, 9))))
                .containsExactly(names.split(" ", -1));
        Page<DeviceReturn> second = list(new ReturnQuery(Set.of(), Optional.empty(), sort, 2, 2));
        assertThat(names(second)).containsExactly(names.substring(4).split(" ", -1));
        assertThat(second.total()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"R5, E", "004401050000013, C", "' order of B ', B", "R, ''", "' ', A B C D"})
    void one_that_is_named_is_found_whatever_its_state(String id, String names) {
        String named = id.replace("order of B", orders.getOrDefault("B", ""));
        assertThat(String.join(" ", names(list(new ReturnQuery(Set.of(), Optional.of(named), Sort.ASKED, 0, 9)))))
                .isEqualTo(names);
    }

    @Test
    void a_state_that_is_asked_for_is_listed_alone() {
        assertThat(names(list(ReturnQuery.of(Set.of(State.RECEIVED), 0, 9)))).containsExactly("E");
    }
}
