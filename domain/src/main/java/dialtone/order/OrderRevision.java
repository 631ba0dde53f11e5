package dialtone.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An amendment of an order, as it was taken.
 *
 * @param number      2 for the first amendment: 1 is the order as it was placed
 * @param requestedBy login
 * @param reason      why, of answers that operations correct; empty for what was asked for
 * @param settledAt   when nothing of the former plan was left to be taken back; empty before
 */
public record OrderRevision(
        OrderId order,
        int number,
        String channel,
        String requestedBy,
        Instant requestedAt,
        Optional<Instant> settledAt,
        Optional<String> reason,
        List<Change> changes) {

    /** Longest value that is kept of a change; the order itself has the whole. */
    public static final int MAX_VALUE = 1_000;

    /** Attribute of a change that adds an item or withdraws it; the value is the name of its offering. */
    public static final String ITEM = "productOrderItem";

    /**
     * One thing that is not as it was.
     *
     * @param item      that was added, changed or withdrawn; empty for what is said of the whole order
     * @param attribute as TMF622 names it, or the name of a characteristic
     * @param former    empty when there was nothing
     * @param amended   empty when there is nothing any more
     */
    public record Change(Optional<String> item, String attribute, Optional<String> former, Optional<String> amended) {
        public Change {
            former = former.map(OrderRevision::limited);
            amended = amended.map(OrderRevision::limited);
        }
    }

    public OrderRevision {
        changes = List.copyOf(changes);
    }

    private static String limited(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
    }

    /** Items that were added, changed or withdrawn. */
    public Set<String> changedItems() {
        Set<String> items = new LinkedHashSet<>();
        changes.forEach(change -> change.item().ifPresent(items::add));
        return items;
    }

    /** What differs between an order and what it is to be; nothing when it stays as it is. */
    public static List<Change> changes(
            List<OrderedItem> before, List<OrderedItem> after, OrderDetails said, OrderDetails toBeSaid) {
        List<Change> changes = new ArrayList<>();
        Map<String, OrderedItem> rest = new LinkedHashMap<>();
        after.forEach(item -> rest.put(item.itemId(), item));
        for (OrderedItem was : before) {
            Optional<OrderedItem> is = Optional.ofNullable(rest.remove(was.itemId()));
            is.ifPresentOrElse(
                    to -> changes.addAll(changes(was, to)),
                    () -> changes.add(new Change(
                            Optional.of(was.itemId()),
                            ITEM,
                            Optional.of(was.offering().name()),
                            Optional.empty())));
        }
        rest.values()
                .forEach(added -> changes.add(new Change(
                        Optional.of(added.itemId()),
                        ITEM,
                        Optional.empty(),
                        Optional.of(added.offering().name()))));
        changes.addAll(changes(said, toBeSaid));
        return changes;
    }

    private static List<Change> changes(OrderedItem was, OrderedItem is) {
        List<Change> changes = new ArrayList<>();
        Optional<String> item = Optional.of(was.itemId());
        if (!was.offeringId().equals(is.offeringId())) {
            changes.add(new Change(
                    item,
                    "productOffering",
                    Optional.of(was.offering().name()),
                    Optional.of(is.offering().name())));
        }
        Set<String> names = new TreeSet<>(was.characteristics().keySet());
        names.addAll(is.characteristics().keySet());
        for (String name : names) {
            add(
                    changes,
                    item,
                    name,
                    Optional.ofNullable(was.characteristics().get(name)),
                    Optional.ofNullable(is.characteristics().get(name)));
        }
        return changes;
    }

    private static List<Change> changes(OrderDetails was, OrderDetails is) {
        List<Change> changes = new ArrayList<>();
        add(changes, "description", was.description(), is.description());
        add(changes, "category", was.category(), is.category());
        add(changes, "priority", was.priority(), is.priority());
        add(changes, "requestedStartDate", was.requestedStart(), is.requestedStart());
        add(changes, "requestedCompletionDate", was.requestedCompletion(), is.requestedCompletion());
        add(changes, "notificationContact", was.notificationContact(), is.notificationContact());
        is.notes().stream()
                .filter(note -> !was.notes().contains(note))
                .forEach(note -> add(changes, "note", Optional.empty(), Optional.of(note.text())));
        return changes;
    }

    private static void add(List<Change> changes, String attribute, Optional<?> was, Optional<?> is) {
        add(changes, Optional.empty(), attribute, was.map(Object::toString), is.map(Object::toString));
    }

    private static void add(
            List<Change> changes, Optional<String> item, String attribute, Optional<String> was, Optional<String> is) {
        if (!was.equals(is)) {
            changes.add(new Change(item, attribute, was, is));
        }
    }
}
