package dialtone.fulfilment.route;

import dialtone.fulfilment.CustomerNotice;
import dialtone.inventory.LineSuspension;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mail that says an order is complete, as text and as HTML with the same words. */
record CompletionMail(String subject, String text, String html) {

    static CompletionMail of(CustomerNotice notice) {
        String subject = "Your order " + notice.order().value() + " is complete";
        String greeting = "Hello " + notice.customerName() + ",";
        String intro = "your order " + notice.order().value() + " is complete:";
        return new CompletionMail(subject, text(notice, greeting, intro), html(notice, subject, greeting, intro));
    }

    private static String text(CustomerNotice notice, String greeting, String intro) {
        String items = items(notice).stream().map(item -> "  - " + item).collect(Collectors.joining("\r\n"));
        String lines =
                sentences(notice).stream().map(line -> "\r\n" + line + "\r\n").collect(Collectors.joining());
        return greeting + "\r\n\r\n" + intro + "\r\n" + items + "\r\n" + lines + "\r\nDialtone\r\n";
    }

    private static String html(CustomerNotice notice, String subject, String greeting, String intro) {
        String items = items(notice).stream()
                .map(item -> "<li>" + escaped(item) + "</li>")
                .collect(Collectors.joining());
        String lines = sentences(notice).stream()
                .map(line -> "<p>" + escaped(line) + "</p>")
                .collect(Collectors.joining());
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(subject)
                + "</title></head><body><p>" + escaped(greeting) + "</p><p>" + escaped(intro) + "</p><ul>" + items
                + "</ul>" + lines + "<p>Dialtone</p></body></html>";
    }

    private static List<String> items(CustomerNotice notice) {
        return Stream.of(
                        notice.offeringNames().stream(),
                        notice.changed().stream().map(change -> change.from() + " is now " + change.to()),
                        notice.suspended().stream()
                                .map(line -> line.name() + " is suspended: "
                                        + line.suspension().reason().words() + ", " + barred(line.suspension())),
                        notice.resumed().stream().map(name -> name + " can be used again"),
                        notice.swapped().stream()
                                .map(name -> name + " has another SIM; the former one does not work any more"),
                        notice.ended().stream().map(name -> name + " has ended"))
                .flatMap(items -> items)
                .toList();
    }

    private static String barred(LineSuspension suspension) {
        return switch (suspension.barring()) {
            case ALL -> "it can neither be used nor reached";
            case OUTGOING -> "it can be reached, and makes no calls and sends no messages";
        };
    }

    private static List<String> sentences(CustomerNotice notice) {
        return notice.lines().stream()
                .map(line -> "Your number is +" + line.msisdn() + "."
                        + line.activationCode()
                                .map(code -> " Your eSIM's activation code is " + code
                                        + " - type it into your telephone's settings, under add eSIM.")
                                .orElse(""))
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
