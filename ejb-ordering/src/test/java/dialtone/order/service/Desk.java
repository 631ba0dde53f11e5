package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.Priority;
import dialtone.catalog.OfferingId;
import dialtone.catalog.SuspensionReason;
import dialtone.catalog.service.CatalogStore;
import dialtone.element.service.ElementLimitsStore;
import dialtone.element.service.NetworkElements;
import dialtone.esim.service.EsimProfiles;
import dialtone.event.DomainEvent;
import dialtone.event.service.DomainEvents;
import dialtone.inventory.service.Inventory;
import dialtone.order.ItemAction;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
import dialtone.order.Serving;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.outbox.OutgoingMessage;
import dialtone.pool.service.DeviceReturns;
import dialtone.pool.service.Pools;
import dialtone.process.service.ProcessInstances;
import dialtone.process.service.ProcessRecords;
import dialtone.process.service.ProcessVersions;
import dialtone.rating.SeatQuote;
import dialtone.rating.SeatQuotes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The services on a database of their own, wired as the container would; what they tell others is kept to be looked at. */
final class Desk implements AutoCloseable {

    static final CustomerId ADA = new CustomerId("CUS-100001");
    static final CustomerId BRUNO = new CustomerId("CUS-100002");

    /** A clock that a test moves. */
    static final class MovingClock extends Clock {
        private final AtomicLong millis =
                new AtomicLong(Instant.parse("2026-11-25T10:00:00Z").toEpochMilli());

        void pass(Duration time) {
            millis.addAndGet(time.toMillis());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class KeptOutbox extends Outbox {
        private final List<OutgoingMessage> messages = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, Instant> dues = new ConcurrentHashMap<>();
        private final Map<String, Priority> priorities = new ConcurrentHashMap<>();

        @Override
        public void put(OutgoingMessage message) {
            messages.add(message);
        }

        @Override
        public void putNotBefore(Instant due, Priority priority, OutgoingMessage message) {
            messages.add(message);
            dues.put(message.messageId(), due);
            priorities.put(message.messageId(), priority);
        }

        @Override
        public boolean move(String messageId, Instant former, Instant due) {
            return dues.replace(messageId, former, due);
        }
    }

    private static final class KeptEvents extends DomainEvents {
        private final List<DomainEvent> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void record(DomainEvent event) {
            events.add(event);
        }
    }

    /** As the container does it: each call is a transaction. */
    private final class TurnsInTransactions extends BatchTurns {
        TurnsInTransactions(EntityManager entities, FalloutTasks tasks, ProcessInstances processes, Clock clock) {
            super(entities, tasks, processes, clock);
        }

        @Override
        public List<String> due() {
            return database.inTransaction(() -> super.due());
        }

        @Override
        public Optional<List<String>> take(String batchId) {
            return database.inTransaction(() -> super.take(batchId));
        }

        @Override
        public void decide(String batchId, String lineId) {
            database.inTransaction(() -> super.decide(batchId, lineId));
        }

        @Override
        public void noteFailure(String batchId, String lineId) {
            database.inTransaction(() -> super.noteFailure(batchId, lineId));
        }

        @Override
        public void follow(String batchId) {
            database.inTransaction(() -> super.follow(batchId));
        }
    }

    /** As the container does it: each call is a transaction. */
    private final class MovesInTransactions extends MoveTurns {
        MovesInTransactions(EntityManager entities, ProcessVersions versions, Outbox outbox, Clock clock) {
            super(entities, versions, outbox, clock);
        }

        @Override
        public List<String> due() {
            return database.inTransaction(() -> super.due());
        }

        @Override
        public Optional<List<String>> take(String moveId) {
            return database.inTransaction(() -> super.take(moveId));
        }

        @Override
        public void leave(String moveId, String lineId) {
            database.inTransaction(() -> super.leave(moveId, lineId));
        }

        @Override
        public List<Leaving> leaving(String moveId) {
            return database.inTransaction(() -> super.leaving(moveId));
        }

        @Override
        public void begin(String moveId, String lineId) {
            database.inTransaction(() -> super.begin(moveId, lineId));
        }

        @Override
        public void noteObstacle(String moveId, String lineId, String obstacle) {
            database.inTransaction(() -> super.noteObstacle(moveId, lineId, obstacle));
        }

        @Override
        public void noteFailure(String moveId, String lineId) {
            database.inTransaction(() -> super.noteFailure(moveId, lineId));
        }

        @Override
        public void follow(String moveId) {
            database.inTransaction(() -> super.follow(moveId));
        }
    }

    /** As the container does it: each call is a transaction. */
    private final class RegisterInTransactions extends OrderRegister {
        RegisterInTransactions(OrderRegister.Parts parts) {
            super(parts);
        }

        @Override
        public Optional<ProductOrder> find(OrderId id) {
            return database.inTransaction(() -> super.find(id));
        }

        @Override
        public Optional<ProductOrder> withRequestKey(String key) {
            return database.inTransaction(() -> super.withRequestKey(key));
        }

        @Override
        public Outcome<ProductOrder> store(PlaceOrder command) {
            return database.inTransaction(() -> super.store(command));
        }

        @Override
        public Outcome<OrderPreview> preview(PlaceOrder command) {
            return database.inTransaction(() -> super.preview(command));
        }
    }

    /** The sweep calls from outside a transaction, others from inside theirs. */
    private final class WatchInTransactions extends OrderWatch {
        WatchInTransactions(OrderWatch.Parts parts) {
            super(parts);
        }

        @Override
        public boolean look(OrderId id) {
            return database.inTransaction(() -> super.look(id));
        }

        @Override
        public Instant closeTasksOfEnded(Instant since) {
            return database.inTransaction(() -> super.closeTasksOfEnded(since));
        }
    }

    final TestDatabase database = TestDatabase.taken();
    final MovingClock clock = new MovingClock();
    final ConcurrentHashMap<String, String> answers = new ConcurrentHashMap<>();
    final ConcurrentHashMap<String, String> catalogCache = new ConcurrentHashMap<>();
    private final KeptOutbox outbox = new KeptOutbox();
    private final KeptEvents events = new KeptEvents();
    final CatalogStore catalogs = new CatalogStore(database.dataSource(), catalogCache, clock);
    final Parties parties = new Parties(database.entities(), clock);
    final Inventory inventory = new Inventory(database.entities());
    final Pools pools = new Pools(database.dataSource(), clock);
    final SwapCodes swapCodes = new SwapCodes(database.entities(), catalogs, inventory, clock, 1);
    /** What billing says of seats; nothing, unless a test says it. */
    Function<SeatQuotes.Asked, Optional<SeatQuote>> seatQuote = asked -> Optional.empty();

    final OrderRegister register = new RegisterInTransactions(new OrderRegister.Parts(
            database.entities(),
            catalogs,
            parties,
            inventory,
            swapCodes,
            asked -> seatQuote.apply(asked),
            outbox,
            events,
            clock));
    final FalloutTeams teams = new FalloutTeams();
    final PlanSteps steps = new PlanSteps(database.entities(), catalogs, pools, inventory, clock);
    final NetworkElements elements = new NetworkElements(
            new ElementLimitsStore(database.dataSource()), new ProcessInstances(database.dataSource(), clock), clock);
    final FalloutTasks fallout = new FalloutTasks(
            new FalloutTasks.Parts(database.entities(), teams, elements, catalogs, outbox, events, clock));
    final OrderCorrections corrections = new OrderCorrections(
            new OrderCorrections.Parts(database.entities(), database.dataSource(), fallout, catalogs, events, clock));
    final FalloutQueue queue = new FalloutQueue(database.entities());
    final SecondPerson secondPerson = new SecondPerson(database.entities(), fallout, steps, clock);
    final FalloutBatches batches = new FalloutBatches(database.entities(), clock);
    final OrderEntry entry = new OrderEntry(database.entities(), register, fallout, answers);
    final Orders orders = new Orders(database.entities(), database.dataSource());
    final OrderCancellations cancellations =
            new OrderCancellations(entry, orders, database.dataSource(), events, clock);
    final OrderWatch watch = new WatchInTransactions(
            new OrderWatch.Parts(database.entities(), database.dataSource(), catalogs, elements, events, clock));
    final JeopardySweep sweep = new JeopardySweep(watch);
    final JeopardyTasks jeopardyTasks = new JeopardyTasks(database.dataSource(), clock);
    final OrderTimelines timelines = new OrderTimelines(database.dataSource(), catalogs, elements, clock);
    final EsimProfiles esims = new EsimProfiles(database.entities(), database.dataSource(), catalogs, clock);
    final DeviceReturns returns = new DeviceReturns(database.entities(), database.dataSource(), catalogs, clock);
    final OrderProgress progress = new OrderProgress(new OrderProgress.Parts(
            database.entities(),
            database.dataSource(),
            catalogs,
            inventory,
            pools,
            watch,
            esims,
            returns,
            events,
            clock));
    final OrderAmendments amendments = new OrderAmendments(new OrderAmendments.Parts(
            database.entities(),
            database.dataSource(),
            catalogs,
            parties,
            inventory,
            pools,
            fallout,
            outbox,
            events,
            clock));
    final OrderNotices notices = new OrderNotices(orders, parties, steps);
    final DependencyChecks checks =
            new DependencyChecks(database.entities(), database.dataSource(), catalogs, parties, inventory);
    final OrderFactsBean facts = new OrderFactsBean(database.entities(), parties, pools, inventory, catalogs);

    /** What the engine has told of process instances. */
    final ProcessRecords engine = new ProcessRecords(database.dataSource(), clock);

    final BatchTurns turns = new TurnsInTransactions(
            database.entities(), fallout, new ProcessInstances(database.dataSource(), clock), clock);

    private final ProcessVersions versions = new ProcessVersions(database.dataSource());
    final ProcessMoves moves = new ProcessMoves(database.entities(), versions, clock);
    final MoveTurns moveTurns = new MovesInTransactions(database.entities(), versions, outbox, clock);

    /** What the rules bring beside. */
    private static final Pattern FURTHER_STEPS = Pattern.compile(
            ", (mobile-allowances-[sml]|sim-files|charging-boost|mailbox)(?=])|(?m)^  - \\{id: (card-is-sent|sold-device-is-sent|profile-is-loaded|line-is-read-back),.*$");

    Desk() {
        this(UnaryOperator.identity());
    }

    /** @param edit what becomes of the text of each file of the catalogue */
    Desk(UnaryOperator<String> edit) {
        load(edit);
    }

    /** @param edit makes another version of it */
    void load(UnaryOperator<String> edit) {
        database.inTransaction(() -> catalogs.load(ofFewSteps(edit)));
    }

    /**
     * The catalogue of the house, its lines of subscriber, SIM and network profile alone: the stories are about how steps follow each
     * other, and are not longer than they need for that.
     */
    private static Path ofFewSteps(UnaryOperator<String> edit) {
        try {
            Path folder = Files.createTempDirectory("catalog");
            folder.toFile().deleteOnExit();
            try (Stream<Path> files = Files.list(Path.of("..", "catalog")).filter(Files::isRegularFile)) {
                for (Path file : files.toList()) {
                    Path copy = folder.resolve(file.getFileName().toString());
                    String text = FURTHER_STEPS
                            .matcher(Files.readString(file))
                            .replaceAll("")
                            // what is left for an add-on to rest on
                            .replace(
                                    "dependsOn: [charging-s, charging-m, charging-l]",
                                    "dependsOn: [subscriber-and-sim]");
                    Files.writeString(copy, edit.apply(text));
                    copy.toFile().deleteOnExit();
                }
            }
            copyRating(folder);
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Zones, and the networks that they have: prices name them. */
    private static void copyRating(Path folder) throws IOException {
        Path rating = Files.createDirectory(folder.resolve("rating"));
        rating.toFile().deleteOnExit();
        try (Stream<Path> files = Files.list(Path.of("..", "catalog", "rating"))) {
            for (Path file : files.toList()) {
                Path copy = rating.resolve(file.getFileName().toString());
                Files.copy(file, copy);
                copy.toFile().deleteOnExit();
            }
        }
    }

    /** A process instance asks for an order, with a job that is handed out now. */
    boolean validate(OrderId id, long instance) {
        return progress.validate(id, new Serving.Asking(instance, clock.instant()))
                .goesOn();
    }

    /** @param by login and role */
    Outcome<ProductOrder> cancel(OrderId id, String reason, String by) {
        return entry.cancel(id, reason, Requester.of(by, by::equals));
    }

    List<OutgoingMessage> messages() {
        return List.copyOf(outbox.messages);
    }

    /** When the message with that id is to be sent. */
    Optional<Instant> due(String messageId) {
        return Optional.ofNullable(outbox.dues.get(messageId));
    }

    /** How soon the message with that id goes among those that are due. */
    Optional<Priority> priority(String messageId) {
        return Optional.ofNullable(outbox.priorities.get(messageId));
    }

    /** What was told of orders and their states. */
    List<String> events() {
        return events.events.stream()
                .filter(event -> !event.eventType().equals("ProductOrderMilestoneEvent"))
                .map(event -> event.eventType() + " " + event.facts().get("state"))
                .toList();
    }

    /** What was told of jeopardy and milestones. */
    List<DomainEvent> told(String eventType) {
        return events.events.stream()
                .filter(event -> event.eventType().equals(eventType))
                .toList();
    }

    /** A line in the book of what the network was asked. */
    void asked(String step, String action, String state) {
        database.inTransaction(() -> {
            try (Connection connection = database.dataSource().getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO NETWORK_ACTION (STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, ATTEMPTS,"
                                    + " CALLBACK_TOKEN, INTENDED_AT, ATTEMPTED_AT) VALUES (?, ?, 1, ?, ?, 1, 'x', ?, ?)")) {
                insert.setString(1, step);
                insert.setString(2, action);
                insert.setString(3, step + ":" + action);
                insert.setString(4, state);
                insert.setTimestamp(5, Timestamp.from(clock.instant()));
                insert.setTimestamp(6, Timestamp.from(clock.instant()));
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** How many numbers, SIMs and devices are in this state. */
    long pooled(String state) {
        return database.inTransaction(() -> {
            try (Connection connection = database.dataSource().getConnection();
                    PreparedStatement select =
                            connection.prepareStatement("SELECT COUNT(*) FROM POOLED_RESOURCE WHERE STATE = ?")) {
                select.setString(1, state);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Whom each event names as the one who placed the order. */
    List<String> placers() {
        return events.events.stream()
                .map(event -> event.facts().get(DomainEvent.PLACED_BY))
                .toList();
    }

    static PlaceOrder order(CustomerId customer, Optional<String> key, PlaceOrder.Item... items) {
        return new PlaceOrder(key, Optional.empty(), customer, Optional.empty(), "console", "csr", List.of(items))
                .withSuspensionRights(SuspensionReason.grantedTo("csr"::equals));
    }

    static PlaceOrder.Item item(String id, String offering, Map<String, String> characteristics) {
        return new PlaceOrder.Item(
                id, ItemAction.ADD, new OfferingId(offering), characteristics, "productOrderItem[" + id + "]");
    }

    static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new AssertionError("Refused: " + reasons);
        });
    }

    static List<Rejection> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("Accepted: " + value);
                },
                reasons -> reasons);
    }

    @Override
    public void close() {
        database.close();
    }
}
