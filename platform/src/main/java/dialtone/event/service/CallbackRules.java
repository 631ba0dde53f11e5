package dialtone.event.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this server may be made to send events. A callback is an address that a subscriber chooses and this server calls from
 * inside the operator's network, so that without a rule a partner could have it call whatever only we can reach (server-side
 * request forgery). Therefore: hosts are named in the system property {@code dialtone.event.callbacks}; only http and https;
 * no user info, fragment or query; redirects are not followed; the answer's body is thrown away; and the rule is asked again
 * before each delivery, so that narrowing the list ends what an older one allowed.
 *
 * <p>The property is a comma-separated list of {@code host}, {@code host:port}, {@code *.domain} and the word
 * {@code loopback} (127.0.0.0/8, ::1 and localhost), which is also its default. Hosts are compared by name: who names a domain here
 * trusts its DNS not to point into the operator's own network.
 */
final class CallbackRules {

    static final int MAX_CALLBACK_LENGTH = 500;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    private final List<String> allowed;

    private CallbackRules(List<String> allowed) {
        this.allowed = allowed;
    }

    /** @param list as the property is written */
    static CallbackRules of(String list) {
        return new CallbackRules(Arrays.stream(list.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** Why events may not be sent there; empty when they may. */
    Optional<String> objection(String callback) {
        if (callback.length() > MAX_CALLBACK_LENGTH) {
            return Optional.of("it is longer than " + MAX_CALLBACK_LENGTH + " characters");
        }
        URI uri;
        try {
            uri = new URI(callback);
        } catch (URISyntaxException notAnAddress) {
            return Optional.of("it is not an address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("it is not http or https");
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return Optional.of("it is not host, port and path alone");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return allowed.stream().anyMatch(rule -> allows(rule, host, uri.getPort()))
                ? Optional.empty()
                : Optional.of("the host " + host + " is not one that events are sent to here");
    }

    private static boolean allows(String rule, String host, int port) {
        if (rule.equals("loopback")) {
            return LOOPBACK.matcher(host).matches();
        }
        if (rule.startsWith("*.")) {
            return host.endsWith(rule.substring(1));
        }
        return rule.equals(host) || rule.equals(host + ":" + port);
    }
}
