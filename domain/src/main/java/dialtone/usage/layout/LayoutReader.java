package dialtone.usage.layout;

import dialtone.catalog.UsageType;
import dialtone.usage.PartialRecord;
import dialtone.usage.SessionPart;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageLine;
import dialtone.usage.UsageReject;
import dialtone.usage.UsageReject.Reason;
import dialtone.usage.VisitedNetwork;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file by its layout. Not for several threads. */
public final class LayoutReader {

    /** NUMBER(18). */
    private static final int MAX_SEQUENCE_DIGITS = 18;

    private final UsageLayout layout;
    private final FieldRules rules;
    private final RecordSplitter splitter;
    private final String source;
    private final String[] values;

    /** @param source of the records */
    public LayoutReader(UsageLayout layout, RecordSplitter splitter, String source) {
        this.layout = layout;
        this.rules = layout.fields();
        this.splitter = splitter;
        this.source = source;
        this.values = new String[layout.format().columns()];
    }

    /**
     * @param number of the line or record in its file
     * @param text   of the record; what is cut, because it was too long, is longer than {@link UsageLayout#maxRecord}
     */
    public UsageLine read(long number, String text) {
        if (text.length() > layout.maxRecord()) {
            return rejected(
                    number,
                    text,
                    Reason.LINE_TOO_LONG,
                    "The record has more than " + layout.maxRecord() + " characters");
        }
        Optional<RecordSplitter.Malformed> malformed = splitter.split(text, values);
        if (malformed.isPresent()) {
            return rejected(
                    number, text, malformed.get().reason(), malformed.get().message());
        }
        String sequence = rules.sequence().of(values);
        if (!isSequence(sequence)) {
            return rejected(number, text, Reason.SEQUENCE_INVALID, "Not a sequence number: " + sequence);
        }
        String word = rules.typeValue().of(values);
        UsageType type = rules.type().get(word);
        if (type == null) {
            return rejected(number, text, Reason.TYPE_UNKNOWN, "Not a type of use that the layout knows: " + word);
        }
        return ofType(type, Long.parseLong(sequence), number, text);
    }

    private UsageLine ofType(UsageType type, long sequence, long number, String text) {
        String written = rules.msisdn().of(values);
        Optional<String> msisdn = rules.number().normal(written);
        if (msisdn.isEmpty()) {
            return rejected(number, text, Reason.MSISDN_INVALID, "Not an international number: " + written);
        }
        String began = rules.startedAt().of(values);
        Optional<Instant> startedAt = rules.time().instant(began);
        if (startedAt.isEmpty()) {
            return rejected(
                    number,
                    text,
                    Reason.STARTED_AT_INVALID,
                    "Not " + rules.time().example() + ": " + began);
        }
        Measure measure = rules.quantities().get(type);
        OptionalLong quantity = measure == null ? OptionalLong.empty() : measure.of(values);
        if (measure == null || quantity.isEmpty()) {
            return rejected(number, text, Reason.QUANTITY_INVALID, refusedQuantity(measure));
        }
        String peer = rules.peer().of(values);
        if (type != UsageType.DATA && rules.peerNumber().isPresent()) {
            peer = rules.peerNumber().get().peer(peer);
        }
        if (peer.length() > UsageEvent.MAX_PEER) {
            return rejected(
                    number, text, Reason.PEER_INVALID, "Peer longer than " + UsageEvent.MAX_PEER + " characters");
        }
        Optional<String> network = VisitedNetwork.normal(rules.visitedNetwork().of(values));
        if (network.isEmpty()) {
            return rejected(
                    number,
                    text,
                    Reason.VISITED_NETWORK_INVALID,
                    "Not a network's code: " + rules.visitedNetwork().of(values));
        }
        UsageEvent event = new UsageEvent(
                source, sequence, type, msisdn.get(), startedAt.get(), quantity.getAsLong(), peer, network.get());
        return layout.session().isEmpty()
                ? new UsageLine.Event(event)
                : ofSession(layout.session().get(), event, number, text);
    }

    private UsageLine ofSession(SessionRules session, UsageEvent event, long number, String text) {
        return switch (session.of(values)) {
            case SessionRules.Said.Whole whole -> new UsageLine.Event(event);
            case SessionRules.Said.Part(SessionPart part) -> new UsageLine.Part(new PartialRecord(event, part));
            case SessionRules.Said.Wrong(String message) -> rejected(number, text, Reason.PART_INVALID, message);
        };
    }

    private String refusedQuantity(@Nullable Measure measure) {
        if (measure == null) {
            return "The layout does not say how much of this type was used";
        }
        StringBuilder written = new StringBuilder();
        for (Value summand : measure.summands()) {
            written.append(written.isEmpty() ? "" : " + ").append(summand.of(values));
        }
        return "Not a whole number of base units from 0 to " + UsageEvent.MAX_QUANTITY + ": " + written;
    }

    private static boolean isSequence(String text) {
        if (text.isEmpty() || text.length() > MAX_SEQUENCE_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static UsageLine rejected(long number, String text, Reason reason, String message) {
        return new UsageLine.Rejected(new UsageReject(number, reason, message, text));
    }
}
