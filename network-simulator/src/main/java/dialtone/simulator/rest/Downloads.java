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
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A telephone loads a profile that the SM-DP+ has released, or cannot; the operator is told of each point that it reaches (GSMA SGP.22 v2
 * section 5.3.5). Profile and debt of the notices are one transaction.
 */
public final class Downloads {

    /** By the specification: 1 eligibility check, 2 confirmation, 3 download, 4 installation of the profile package. */
    private static final int FIRST_POINT = 1;

    private static final int DOWNLOAD = 3;
    private static final int INSTALLATION = 4;

    private static final String RELEASED = "RELEASED";
    private static final Pattern CODE = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,2}){1,3}");
    private static final Pattern EID = Pattern.compile("[0-9]{32}");
    private static final int MAX_MESSAGE = 200;

    private final ElementStore store;
    private final Clock clock;
    private final Documents documents;
    private final ObjectMapper json;
    private final OperatorNotices notices;

    public Downloads(ElementStore store, Clock clock, Documents documents, ObjectMapper json, OperatorNotices notices) {
        this.store = store;
        this.clock = clock;
        this.documents = documents;
        this.json = json;
        this.notices = notices;
    }

    /**
     * What a telephone does with a profile.
     *
     * @param eid of the telephone; null for that of the order, or none
     * @param failsAt point at which it fails, 1 to 4; null when it does not
     * @param status of the failure, Failed or Expired; null for Failed
     * @param subjectCode of the failure, such as 8.2.7; null for none
     * @param reasonCode such as 3.8; null for none
     * @param message for a person; null for none
     */
    record Download(
            String iccid,
            @Nullable String eid,
            @Nullable Integer failsAt,
            @Nullable String status,
            @Nullable String subjectCode,
            @Nullable String reasonCode,
            @Nullable String message) {

        Optional<String> problem() {
            if (failsAt != null && (failsAt < FIRST_POINT || failsAt > INSTALLATION)) {
                return Optional.of("failsAt is " + FIRST_POINT + " to " + INSTALLATION);
            }
            if (eid != null && !EID.matcher(eid).matches()) {
                return Optional.of("eid has 32 digits");
            }
            if (status != null && !status.equals("Failed") && !status.equals("Expired")) {
                return Optional.of("status is Failed or Expired");
            }
            if ((subjectCode == null) != (reasonCode == null)
                    || (subjectCode != null && reasonCode != null && !(isCode(subjectCode) && isCode(reasonCode)))) {
                return Optional.of(
                        "subjectCode and reasonCode are codes of SGP.22 section 5.2.6, such as 8.2.7 and 3.8");
            }
            return message != null && message.length() > MAX_MESSAGE
                    ? Optional.of("message has at most " + MAX_MESSAGE + " characters")
                    : Optional.empty();
        }

        private static boolean isCode(String code) {
            return CODE.matcher(code).matches();
        }
    }

    RestAnswer load(Download download) {
        Optional<String> problem = download.problem();
        if (problem.isPresent()) {
            return RestAnswer.badRequest(problem.get());
        }
        Optional<Entity> found = store.write(books -> {
            Optional<Entity> profile = books.entity(NetworkElement.SMDP, String.valueOf(download.iccid()));
            profile.filter(entity -> entity.state().equals(RELEASED))
                    .ifPresent(entity -> load(books, entity, download));
            return profile;
        });
        notices.wake();
        if (found.isEmpty()) {
            return RestAnswer.notFound("smdp has nothing of " + download.iccid());
        }
        return found.get().state().equals(RELEASED)
                ? RestAnswer.ok(download)
                : RestAnswer.error(
                        409,
                        "8.2.1/3.5",
                        "notInValidState",
                        "profile " + download.iccid() + " is " + found.get().state() + ", not " + RELEASED);
    }

    private void load(Books books, Entity profile, Download download) {
        Integer failsAt = download.failsAt();
        if (failsAt == null) {
            books.changeState(profile, ProfileElement.INSTALLED);
        }
        // a telephone that fails before the download has reached no point before
        if (failsAt == null || failsAt == INSTALLATION) {
            tell(books, profile, download, DOWNLOAD, false);
        }
        tell(books, profile, download, failsAt == null ? INSTALLATION : failsAt, failsAt != null);
    }

    private void tell(Books books, Entity profile, Download download, int point, boolean fails) {
        ObjectNode ordered = documents.read(profile.document(), ObjectNode.class);
        String callId = "smdp-" + UUID.randomUUID();
        ObjectNode message = json.createObjectNode();
        message.putObject("header")
                .put("functionRequesterIdentifier", ProfileElement.OID)
                .put("functionCallIdentifier", callId);
        String eid =
                Optional.ofNullable(download.eid()).orElse(ordered.path("eid").asText());
        if (!eid.isEmpty()) {
            message.put("eid", eid);
        }
        message.put("iccid", profile.key())
                .put("profileType", ordered.path("profileType").asText())
                .put(
                        "timestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("notificationPointId", point);
        ObjectNode status = message.putObject("notificationPointStatus")
                .put("status", fails ? Optional.ofNullable(download.status()).orElse("Failed") : "Executed-Success");
        if (fails && download.subjectCode() != null) {
            ObjectNode codes = status.putObject("statusCodeData")
                    .put("subjectCode", download.subjectCode())
                    .put("reasonCode", download.reasonCode());
            if (download.message() != null) {
                codes.put("message", download.message());
            }
        }
        notices.owe(books, callId, profile.key(), documents.write(message));
    }
}
