package dialtone.simulator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Behaviour;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.Entity;
import dialtone.simulator.store.Reports.KeyTally;
import dialtone.simulator.store.Reports.OperationTally;
import dialtone.simulator.store.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The control of the simulator: order faults, read counters, look at what is there. README.md shows each call. */
public final class Control {

    private static final int MAX_PAGE = 100_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_SCORE = 999;

    private final ElementStore store;
    private final ProfileElement profiles;
    private final Documents documents;
    private final Downloads downloads;
    private final Parcels parcels;

    public Control(
            ElementStore store, ProfileElement profiles, Documents documents, Downloads downloads, Parcels parcels) {
        this.store = store;
        this.profiles = profiles;
        this.documents = documents;
        this.downloads = downloads;
        this.parcels = parcels;
    }

    /** What an element has counted, in all and by operation. */
    record Counters(
            String element,
            long requests,
            long effects,
            long duplicates,
            long refusals,
            Map<String, Tally> operations) {}

    /** One line of the audit: an entity and what was done to it, in all and by operation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditLine(
            String element,
            String key,
            @Nullable String state,
            boolean active,
            long requests,
            long effects,
            long duplicates,
            long refusals,
            Map<String, Tally> operations) {}

    /** An entity as the element keeps it. */
    record EntityLine(
            String key,
            String state,
            boolean active,
            String requestId,
            @JsonRawValue String document) {}

    /** A score for the credit register; null takes it out. */
    record Score(String name, @Nullable Integer score) {}

    /** The profile that something has become of. */
    record Card(String iccid) {}

    /**
     * What an element has instead of what it was told, without anybody's request.
     *
     * @param document fields of what it keeps with their values of now; null when it has lost it
     */
    record Slip(String key, @Nullable ObjectNode document) {}

    /** How much an element keeps at the most; null for any number. */
    record Places(@Nullable Integer places) {}

    RestAnswer answer(RestCall call, List<String> path) throws Unreadable {
        String what = call.method() + " " + String.join("/", path);
        return switch (what) {
            case "GET audit" -> RestAnswer.ok(audit(call));
            case "GET mails" ->
                RestAnswer.ok(store.reports()
                        .mails(
                                call.parameter("to").map(to -> to.toLowerCase(Locale.ROOT)),
                                offset(call),
                                limit(call, 100)));
            case "GET late" -> RestAnswer.ok(store.reports().owed(offset(call), limit(call, 1000)));
            case "POST reset" -> reset();
            case "PUT credit/score" -> enterScore(call.body(Score.class));
            case "PUT shipping/handover" -> parcels.handOver(call.body(Parcels.Parcel.class));
            case "PUT shipping/arrival" -> parcels.arrive(call.body(Parcels.Arrival.class));
            case "GET shipping/notices" ->
                RestAnswer.ok(store.reports().owedNotices(NetworkElement.SHIPPING, limit(call, 100)));
            case "PUT smdp/installation" -> installs(call.body(Card.class));
            case "PUT smdp/download" -> downloads.load(call.body(Downloads.Download.class));
            case "GET smdp/notices" ->
                RestAnswer.ok(store.reports().owedNotices(NetworkElement.SMDP, limit(call, 100)));
            case "PUT smdp/dialect" -> speak(call.body(ProfileElement.Dialect.class));
            default -> {
                Optional<NetworkElement> element = NetworkElement.ofPath(path.getFirst());
                yield element.isPresent() && path.size() == 2
                        ? ofElement(call, element.get(), path.get(1))
                        : RestAnswer.notFound("there is no " + what);
            }
        };
    }

    private RestAnswer reset() {
        store.write(books -> {
            books.reset();
            return true;
        });
        profiles.speak(ProfileElement.Dialect.WHOLE);
        return RestAnswer.noContent();
    }

    private RestAnswer speak(ProfileElement.Dialect dialect) {
        profiles.speak(dialect);
        return RestAnswer.ok(dialect);
    }

    private RestAnswer ofElement(RestCall call, NetworkElement element, String aspect) throws Unreadable {
        return switch (call.method() + " " + aspect) {
            case "PUT behaviour" -> order(element, call.body(Behaviour.class));
            case "GET behaviour" -> RestAnswer.ok(store.write(books -> books.behaviour(element)));
            case "PUT capacity" -> limit(element, call.body(Places.class));
            case "GET capacity" -> capacity(element);
            case "PUT slip" -> slips(element, call.body(Slip.class));
            case "GET counters" -> RestAnswer.ok(counters(element));
            case "GET requests" -> RestAnswer.ok(store.reports().requests(element, offset(call), limit(call, 1000)));
            case "GET entities" ->
                RestAnswer.ok(store.reports().entities(element, offset(call), limit(call, 1000)).stream()
                        .map(entity -> new EntityLine(
                                entity.key(),
                                entity.state(),
                                Entity.isActive(entity.state()),
                                entity.requestId(),
                                entity.document()))
                        .toList());
            default -> RestAnswer.notFound("there is no " + call.method() + " of " + element.path() + "/" + aspect);
        };
    }

    private RestAnswer order(NetworkElement element, Behaviour behaviour) {
        if (behaviour.mode() == null) {
            return RestAnswer.badRequest("mode is mandatory");
        }
        Optional<String> problem = behaviour.problem(element);
        if (problem.isPresent()) {
            return RestAnswer.badRequest(problem.get());
        }
        store.write(books -> {
            books.order(element, behaviour);
            return true;
        });
        return RestAnswer.ok(behaviour);
    }

    private RestAnswer limit(NetworkElement element, Places said) {
        Integer places = said.places();
        Optional<String> problem = Capacity.problem(element, places == null ? 0 : places);
        if (problem.isPresent()) {
            return RestAnswer.badRequest(problem.get());
        }
        store.write(books -> {
            books.limit(element, places);
            return true;
        });
        return capacity(element);
    }

    private RestAnswer capacity(NetworkElement element) {
        return store.write(books -> books.capacity(element))
                .map(RestAnswer::ok)
                .orElseGet(() -> RestAnswer.ok(new Places(null)));
    }

    private RestAnswer enterScore(Score entry) {
        if (entry.name() == null || entry.name().isBlank() || entry.name().length() > MAX_NAME) {
            return RestAnswer.badRequest("name has 1 to " + MAX_NAME + " characters");
        }
        if (entry.score() != null && (entry.score() < 0 || entry.score() > MAX_SCORE)) {
            return RestAnswer.badRequest("score is 0 to " + MAX_SCORE);
        }
        store.write(books -> {
            books.enterScore(entry.name(), entry.score());
            return true;
        });
        return RestAnswer.ok(entry);
    }

    /** What nobody asks the element for happens to a profile all the same: a telephone installs it. */
    private RestAnswer installs(Card card) {
        Optional<Entity> found = store.write(books -> {
            Optional<Entity> there = books.entity(NetworkElement.SMDP, String.valueOf(card.iccid()));
            there.ifPresent(entity -> books.changeState(entity, ProfileElement.INSTALLED));
            return there;
        });
        return found.isPresent() ? RestAnswer.ok(card) : RestAnswer.notFound("smdp has nothing of " + card.iccid());
    }

    private RestAnswer slips(NetworkElement element, Slip slip) {
        boolean there = store.write(books -> {
            Optional<Entity> found = books.entity(element, String.valueOf(slip.key()));
            found.ifPresent(entity -> {
                if (slip.document() == null) {
                    books.remove(entity);
                } else {
                    ObjectNode kept = documents.read(entity.document(), ObjectNode.class);
                    kept.setAll(slip.document());
                    books.changeDocument(entity, documents.write(kept));
                }
            });
            return found.isPresent();
        });
        return there
                ? RestAnswer.ok(slip)
                : RestAnswer.notFound(element.path() + " keeps nothing of the key " + slip.key());
    }

    private Counters counters(NetworkElement element) {
        List<OperationTally> operations = store.reports().operations(element);
        Tally total = operations.stream().map(OperationTally::tally).reduce(Tally.NOTHING, Tally::plus);
        return new Counters(
                element.path(),
                total.requests(),
                total.effects(),
                total.duplicates(),
                total.refusals(),
                operations.stream()
                        .collect(Collectors.toMap(
                                OperationTally::operation, OperationTally::tally, Tally::plus, LinkedHashMap::new)));
    }

    private List<AuditLine> audit(RestCall call) throws Unreadable {
        record Key(NetworkElement element, String key) {}
        Map<Key, List<KeyTally>> byKey = store.reports().keys(offset(call), limit(call, MAX_PAGE)).stream()
                .collect(Collectors.groupingBy(
                        line -> new Key(line.element(), line.key()), LinkedHashMap::new, Collectors.toList()));
        return byKey.entrySet().stream()
                .map(entry -> auditLine(entry.getKey().element(), entry.getKey().key(), entry.getValue()))
                .toList();
    }

    private static AuditLine auditLine(NetworkElement element, String key, List<KeyTally> lines) {
        Tally total = lines.stream().map(KeyTally::tally).reduce(Tally.NOTHING, Tally::plus);
        return new AuditLine(
                element.path(),
                key,
                lines.getFirst().state(),
                Entity.isActive(lines.getFirst().state()),
                total.requests(),
                total.effects(),
                total.duplicates(),
                total.refusals(),
                lines.stream()
                        .collect(Collectors.toMap(
                                KeyTally::operation, KeyTally::tally, Tally::plus, LinkedHashMap::new)));
    }

    private static int offset(RestCall call) throws Unreadable {
        return call.number("offset", 0, 0, Integer.MAX_VALUE);
    }

    private static int limit(RestCall call, int otherwise) throws Unreadable {
        return call.number("limit", otherwise, 1, MAX_PAGE);
    }
}
