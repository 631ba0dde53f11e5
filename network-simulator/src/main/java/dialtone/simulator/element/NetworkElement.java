package dialtone.simulator.element;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The elements of the network, by the name they have in the control API. */
public enum NetworkElement {
    /** HLR/HSS: subscribers. */
    HLR,
    /** SIM vendor: cards and profiles that are in use. */
    SIM,
    /** Policy and subscriber data: the profile of an IMSI. */
    POLICY,
    /** Device activation, TMF640. */
    DEVICE,
    /** Credit bureau. */
    CREDIT,
    /** Coverage, TMF645. */
    COVERAGE,
    /** Identity verification. */
    IDENTITY,
    /** Online charging, OCS or CHF: what a subscriber may use, by rating group. */
    CHARGING,
    /** Over the air: files of a card or profile. */
    OTA,
    /** Voicemail. */
    VOICEMAIL,
    /** The warehouse that sends cards. */
    SHIPPING,
    /** SM-DP+: profiles for download, ES2+. */
    SMDP,
    /** The mail server. */
    MAIL;

    /** The name in paths and answers, such as {@code hlr}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The element of that path; empty when there is none. */
    public static Optional<NetworkElement> ofPath(String path) {
        return Arrays.stream(values())
                .filter(element -> element.path().equals(path))
                .findFirst();
    }
}
