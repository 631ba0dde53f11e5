package dialtone.usage.tmf;

import dialtone.base.Rejection;
import dialtone.catalog.UsageType;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.UsageEvent;
import dialtone.usage.VisitedNetwork;
import dialtone.usage.layout.NumberRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A usage as it is reported, on its way to a record. */
final class ReportedView {

    private static final Set<String> NAMES =
            Set.of("source", "sequence", "msisdn", "quantity", "peer", "visitedNetwork");

    /** What the names of reported sources begin with. */
    private static final String REPORTED = "api-";

    private static final Pattern SOURCE =
            Pattern.compile(REPORTED + "[^/\\p{Cntrl}]{1," + (UsageEvent.MAX_SOURCE - REPORTED.length()) + "}");

    private final UsageView view;
    private final Map<String, String> characteristics = new HashMap<>();
    private final List<Rejection> faults = new ArrayList<>();

    private ReportedView(UsageView view) {
        this.view = view;
    }

    /**
     * @param login the name of the source when none is named
     * @throws TmfRefusal 400 with every field at fault
     */
    static UsageEvent read(UsageView view, String login) {
        return new ReportedView(view).event(login);
    }

    private UsageEvent event(String login) {
        readCharacteristics();
        UsageType type = type();
        Optional<Instant> startedAt = Optional.ofNullable(view.usageDate());
        if (startedAt.isEmpty()) {
            fault("usageDate", "MISSING", "A usage says when it began.");
        } else if (startedAt.get().isBefore(Instant.parse("2000-01-01T00:00:00Z"))
                || startedAt.get().isAfter(Instant.parse("2100-01-01T00:00:00Z"))) {
            fault("usageDate", "OUT_OF_RANGE", "A usage begins in this century.");
        }
        long sequence = number("sequence", UsageEvent.MAX_SEQUENCE);
        long quantity = number("quantity", UsageEvent.MAX_QUANTITY);
        Optional<String> msisdn = NumberRule.INTERNATIONAL.normal(characteristics.getOrDefault("msisdn", ""));
        if (msisdn.isEmpty()) {
            fault(
                    "usageCharacteristic.msisdn",
                    "INVALID_CHARACTERISTIC",
                    "The msisdn is an international number of 6 to 15 digits.");
        }
        String source = source(characteristics.getOrDefault("source", login));
        String peer = characteristics.getOrDefault("peer", "");
        if (peer.length() > UsageEvent.MAX_PEER) {
            fault(
                    "usageCharacteristic.peer",
                    "INVALID_CHARACTERISTIC",
                    "A peer has at most " + UsageEvent.MAX_PEER + " characters.");
        }
        Optional<String> network = VisitedNetwork.normal(characteristics.getOrDefault("visitedNetwork", ""));
        if (network.isEmpty()) {
            fault(
                    "usageCharacteristic.visitedNetwork",
                    "INVALID_CHARACTERISTIC",
                    "A network is its country's code of three digits with or without its own, such as 20801.");
        }
        if (!faults.isEmpty()) {
            throw TmfRefusal.of(faults);
        }
        return new UsageEvent(
                source,
                sequence,
                type,
                msisdn.orElseThrow(),
                startedAt.orElseThrow(),
                quantity,
                peer,
                network.orElseThrow());
    }

    /** Nobody who reports spends the sequence numbers of a source of files: all reported sources begin alike, those that do so already as they are. */
    private String source(String written) {
        String name = written.strip();
        String source = name.startsWith(REPORTED) ? name : REPORTED + name;
        if (!SOURCE.matcher(source).matches()) {
            fault(
                    "usageCharacteristic.source",
                    "INVALID_CHARACTERISTIC",
                    "A source has 1 to " + (UsageEvent.MAX_SOURCE - REPORTED.length())
                            + " characters, no slash and no control character.");
        }
        return source;
    }

    private void readCharacteristics() {
        for (UsageCharacteristicView characteristic :
                Optional.ofNullable(view.usageCharacteristic()).orElse(List.of())) {
            String name = Optional.ofNullable(characteristic.name()).orElse("");
            Optional<String> text = characteristic.text();
            if (!NAMES.contains(name)) {
                fault(
                        "usageCharacteristic.name",
                        "UNKNOWN_CHARACTERISTIC",
                        "The characteristics of a usage are source, sequence, msisdn, quantity, peer and visitedNetwork.");
            } else if (text.isEmpty()) {
                fault("usageCharacteristic." + name, "INVALID_CHARACTERISTIC", "The value is a text or a number.");
            } else if (characteristics.put(name, text.get()) != null) {
                fault("usageCharacteristic." + name, "INVALID_CHARACTERISTIC", "This is named twice.");
            }
        }
    }

    /** By usageType, or by the specification. */
    private UsageType type() {
        String specification = Optional.ofNullable(view.usageSpecification())
                .flatMap(ref -> Optional.ofNullable(ref.id()))
                .orElse("");
        String said = Optional.ofNullable(view.usageType()).orElse(specification.toUpperCase(Locale.ROOT));
        Optional<UsageType> type = Arrays.stream(UsageType.values())
                .filter(known -> known.name().equals(said))
                .findFirst();
        if (type.isEmpty()) {
            fault("usageType", "UNKNOWN_TYPE", "A type of use is VOICE, SMS or DATA.");
        } else if (!specification.isEmpty() && !specification.equals(said.toLowerCase(Locale.ROOT))) {
            fault(
                    "usageSpecification.id",
                    "UNKNOWN_SPECIFICATION",
                    "The specification of this type is " + said.toLowerCase(Locale.ROOT) + ".");
        }
        return type.orElse(UsageType.VOICE);
    }

    private long number(String name, long max) {
        String text = characteristics.getOrDefault(name, "");
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) <= max) {
            return Long.parseLong(text);
        }
        fault(
                "usageCharacteristic." + name,
                "INVALID_CHARACTERISTIC",
                "The " + name + " is a whole number from 0 to " + max + ".");
        return 0;
    }

    private void fault(String field, String code, String message) {
        faults.add(Rejection.at(field, code, message));
    }
}
