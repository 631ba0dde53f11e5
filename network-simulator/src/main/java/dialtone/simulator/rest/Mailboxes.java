package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.NetworkElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mailboxes, each of one number. */
final class Mailboxes implements Kept {

    private static final Pattern MSISDN = Pattern.compile("[0-9]{5,15}");
    private static final int MAX_TEXT = 64;
    private static final int MAX_RETENTION_DAYS = 365;

    @Override
    public NetworkElement element() {
        return NetworkElement.VOICEMAIL;
    }

    @Override
    public String noun() {
        return "mailbox";
    }

    @Override
    public List<String> path() {
        return List.of("voicemail", "v1", "mailboxes", "{msisdn}");
    }

    @Override
    public String makes() {
        return "createMailbox";
    }

    @Override
    public String shows() {
        return "getMailbox";
    }

    @Override
    public String ends() {
        return "removeMailbox";
    }

    @Override
    public String state() {
        return "ACTIVE";
    }

    @Override
    public boolean canBeLate() {
        return true;
    }

    @Override
    public Optional<String> problem(Map<String, String> key, ObjectNode body) {
        if (!MSISDN.matcher(key.getOrDefault("msisdn", "")).matches()) {
            return Optional.of("the mailbox is named by its number: 5 to 15 digits");
        }
        if (RestCall.text(body, "mailboxClass", MAX_TEXT).isEmpty()) {
            return Optional.of("mailboxClass is mandatory, with at most " + MAX_TEXT + " characters");
        }
        int days = body.path("retentionDays").asInt(0);
        return days >= 1 && days <= MAX_RETENTION_DAYS
                ? Optional.empty()
                : Optional.of("retentionDays is 1 to " + MAX_RETENTION_DAYS);
    }
}
