package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.late.OperatorNotices;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.Entity;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of parcels without anybody asking for it: the carrier takes one, a customer hands one in, one is received. */
public final class Parcels {

    private static final List<String> EVENTS = List.of("HANDED_IN", DeviceReturns.RECEIVED);

    private final ElementStore store;
    private final Clock clock;
    private final Documents documents;
    private final ObjectMapper json;
    private final OperatorNotices notices;

    public Parcels(ElementStore store, Clock clock, Documents documents, ObjectMapper json, OperatorNotices notices) {
        this.store = store;
        this.clock = clock;
        this.documents = documents;
        this.json = json;
        this.notices = notices;
    }

    /** The card or the device in a parcel. */
    record Parcel(@Nullable String iccid, @Nullable String imei) {}

    /**
     * @param rma of the return
     * @param event HANDED_IN or RECEIVED
     * @param imei of the device in the parcel; null for the one that was asked back
     */
    record Arrival(String rma, String event, @Nullable String imei) {}

    /** The carrier takes all that is in the parcel. */
    RestAnswer handOver(Parcel parcel) {
        String key = Optional.ofNullable(parcel.iccid()).orElseGet(() -> String.valueOf(parcel.imei()));
        boolean there = store.write(books -> {
            Optional<Entity> found = books.entity(NetworkElement.SHIPPING, key);
            found.ifPresent(entity -> Stream.concat(Stream.of(entity), packedWith(books, entity))
                    .forEach(each -> books.changeState(each, Shipments.HANDED_OVER)));
            return found.isPresent();
        });
        return there ? RestAnswer.ok(parcel) : RestAnswer.notFound("shipping has nothing of " + key);
    }

    private Stream<Entity> packedWith(Books books, Entity entity) {
        ObjectNode kept = documents.read(entity.document(), ObjectNode.class);
        return Stream.of(DeviceShipments.PACK_WITH, DeviceShipments.PACKED_WITH)
                .flatMap(field ->
                        books.entity(NetworkElement.SHIPPING, kept.path(field).asText()).stream());
    }

    /** The operator is told each time, also of what has happened already. */
    RestAnswer arrive(Arrival arrival) {
        if (!EVENTS.contains(String.valueOf(arrival.event()))) {
            return RestAnswer.badRequest("event is one of " + String.join(", ", EVENTS));
        }
        boolean there = store.write(books -> {
            Optional<Entity> found = books.entity(NetworkElement.SHIPPING, String.valueOf(arrival.rma()));
            found.ifPresent(entity -> arrive(books, entity, arrival));
            return found.isPresent();
        });
        notices.wake();
        return there ? RestAnswer.ok(arrival) : RestAnswer.notFound("shipping has no return " + arrival.rma());
    }

    private void arrive(Books books, Entity entity, Arrival arrival) {
        String asked =
                documents.read(entity.document(), ObjectNode.class).path("imei").asText();
        String imei = Optional.ofNullable(arrival.imei()).orElse(asked);
        if (arrival.event().equals(DeviceReturns.RECEIVED) && imei.equals(asked)) {
            books.changeState(entity, DeviceReturns.RECEIVED);
        }
        String noticeId = "shipping-" + UUID.randomUUID();
        ObjectNode notice = json.createObjectNode()
                .put("noticeId", noticeId)
                .put("rma", entity.key())
                .put("imei", imei)
                .put("event", arrival.event())
                .put(
                        "happenedAt",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        notices.owe(books, noticeId, entity.key(), documents.write(notice));
    }
}
