package dialtone.system.server.inside;

import static dialtone.system.server.inside.OrderRun.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.order.service.OrderEntry;
import dialtone.party.CustomerId;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.Pools;
import dialtone.system.server.InTheServer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers and SIMs, reserved by transactions of the container. */
@InTheServer
class PoolsIT {

    private static final CustomerId BRUNO = new CustomerId("CUS-100002");
    private static final int AT_ONCE = 8;

    private static final List<ResourceNeed> NUMBER_AND_SIM = List.of(
            new ResourceNeed("1", ResourceKind.MSISDN, ResourceNeed.MOBILE),
            new ResourceNeed("1", ResourceKind.SIM, "esim"));

    private static final String EXPIRE =
            "UPDATE POOLED_RESOURCE SET RESERVED_UNTIL = TIMESTAMP '2026-01-01 00:00:00 +00:00' WHERE ORDER_ID = ?";
    private static final String EXPIRED = "SELECT COUNT(*) FROM POOLED_RESOURCE WHERE ORDER_ID = ?"
            + " AND RESERVED_UNTIL = TIMESTAMP '2026-01-01 00:00:00 +00:00'";
    private static final String STATE =
            "SELECT COUNT(*) FROM POOLED_RESOURCE WHERE KIND = 'MSISDN' AND IDENTIFIER = ? AND STATE = ?";

    @Inject
    private Pools pools;

    @Inject
    private OrderEntry entry;

    @Inject
    private OrderRun run;

    @Inject
    private Tables tables;

    @Resource
    private ManagedExecutorService threads;

    @Test
    void reservedAgainTheSameOrderHoldsTheSame() {
        OrderId order = new OrderId("ORD-inside-same");

        List<PooledResource> first = accepted(pools.reserve(order, NUMBER_AND_SIM));

        assertThat(first).hasSize(2);
        assertThat(accepted(pools.reserve(order, NUMBER_AND_SIM))).containsExactlyInAnyOrderElementsOf(first);
        assertThat(pools.ofOrder(order)).hasSize(2);
        pools.release(order, Set.of());
        assertThat(pools.ofOrder(order)).isEmpty();
    }

    @Test
    void ordersThatReserveAtOnceNeverShare() {
        List<CompletableFuture<List<PooledResource>>> reservations = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> accepted(pools.reserve(new OrderId("ORD-inside-" + i), NUMBER_AND_SIM)), threads))
                .toList();

        assertThat(reservations.stream().flatMap(held -> held.join().stream()).map(PooledResource::identifier))
                .hasSize(AT_ONCE * NUMBER_AND_SIM.size())
                .doesNotHaveDuplicates();
        IntStream.range(0, AT_ONCE).forEach(i -> pools.release(new OrderId("ORD-inside-" + i), Set.of()));
    }

    @Test
    void whatIsNotThereIsSaidAndTheRestIsHeld() {
        OrderId order = new OrderId("ORD-inside-none");
        ResourceNeed unknown = new ResourceNeed("2", ResourceKind.DEVICE, "handset-of-glass/clear");

        List<Rejection> reasons = pools.reserve(order, List.of(NUMBER_AND_SIM.getFirst(), unknown))
                .fold(held -> List.of(), refusals -> refusals);

        assertThat(reasons).extracting(Rejection::code).containsExactly("DEVICE_OUT_OF_STOCK");
        pools.release(order, Set.of());
    }

    @Test
    void anExpiredReservationIsFreeUnlessItsOrderIsUnderWay() {
        OrderId underWay = run.place(BRUNO);
        run.advance(underWay, OrderRun.Stage.RESERVED);
        OrderId cancelled = run.place(BRUNO);
        accepted(entry.cancel(cancelled, "", OrderRun.CSR));
        String number = number(accepted(pools.reserve(cancelled, NUMBER_AND_SIM)));
        String kept = number(pools.ofOrder(underWay));
        assertThat(tables.update(EXPIRE, underWay.value())).isEqualTo(2);
        assertThat(tables.update(EXPIRE, cancelled.value())).isEqualTo(2);

        assertThat(pools.releaseExpired()).isGreaterThanOrEqualTo(2);

        assertThat(tables.number(STATE, number, "FREE")).isEqualTo(1);
        assertThat(tables.number(STATE, kept, "RESERVED")).isEqualTo(1);
        assertThat(pools.ofOrder(cancelled)).isEmpty();
        assertThat(tables.number(EXPIRED, underWay.value())).isZero();
    }

    private static String number(List<PooledResource> held) {
        return held.stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .map(PooledResource::identifier)
                .findFirst()
                .orElseThrow();
    }
}
