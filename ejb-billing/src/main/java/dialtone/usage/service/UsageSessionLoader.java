package dialtone.usage.service;

import dialtone.platform.yaml.YamlMap;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SessionPart.Patience;
import dialtone.usage.layout.SessionRules;
import dialtone.usage.layout.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a layout says which records are parts of one session. What is wrong is a fault of the file's reader. */
final class UsageSessionLoader {

    static final Set<String> SESSION = Set.of("id", "part", "cause", "wait", "missing");

    private static final Set<String> CAUSE = UsageFieldLoader.with("more", "last");
    private static final int MAX_TEXT = 100;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** Later than any invoice that a session could still be on. */
    private static final Duration LONGEST = Duration.ofDays(100);

    private final YamlMap session;
    private final UsageFieldLoader fields;

    UsageSessionLoader(YamlMap session, UsageFieldLoader fields) {
        this.session = session;
        this.fields = fields;
    }

    /** Empty when something is missing; what is wrong otherwise is noted, and the rules are thrown away. */
    Optional<SessionRules> rules() {
        Optional<Value> id = value("id", UsageFieldLoader.VALUE);
        Optional<Value> part = value("part", UsageFieldLoader.VALUE);
        Optional<Value> cause = value("cause", CAUSE);
        Set<String> more = causes("more", "the causes after which another part follows");
        Set<String> last = causes("last", "the causes after which none follows");
        if (!Collections.disjoint(more, last)) {
            session.fault("cause", "A cause is among more and among last");
        }
        Patience patience = new Patience(patience(), missing());
        return id.isEmpty() || part.isEmpty() || cause.isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionRules(id.get(), part.get(), cause.get(), more, last, patience));
    }

    private Set<String> causes(String name, String meaning) {
        List<String> causes = session.map("cause", CAUSE)
                .map(said -> said.texts(name, MAX_TEXT))
                .orElse(List.of());
        if (causes.isEmpty()) {
            session.fault("cause", name + " is missing: " + meaning);
        }
        return new HashSet<>(causes);
    }

    private Optional<Value> value(String name, Set<String> keys) {
        if (!session.has(name)) {
            session.fault(name, name + " is missing");
        }
        return session.map(name, keys).map(fields::value);
    }

    private Duration patience() {
        String written = session.text("wait", 16);
        try {
            Duration wait = Duration.parse(written);
            if (wait.compareTo(SHORTEST) >= 0 && wait.compareTo(LONGEST) <= 0) {
                return wait;
            }
        } catch (DateTimeException noDuration) {
            // refused below
        }
        session.fault("wait", "wait is a duration from PT1M to P100D (ISO 8601), such as P3D, not " + written);
        return SHORTEST;
    }

    private Missing missing() {
        String written = session.text("missing", 16);
        if (!written.equals("suspend") && !written.equals("rate")) {
            session.fault(
                    "missing", "missing says what becomes of a session with a gap, suspend or rate, not " + written);
        }
        return written.equals("rate") ? Missing.RATE : Missing.SUSPEND;
    }
}
