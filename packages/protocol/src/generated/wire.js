/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["farport"] || ($protobuf.roots["farport"] = {});

export const farport = $root.farport = (() => {

    /**
     * Namespace farport.
     * @exports farport
     * @namespace
     */
    const farport = {};

    farport.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof farport
         * @namespace
         */
        const v1 = {};

        v1.Frame = (function() {

            /**
             * Properties of a Frame.
             * @typedef {Object} farport.v1.Frame.$Properties
             * @property {number|null} [seq] Frame seq
             * @property {number|null} [ack] Frame ack
             * @property {number|null} [credit] Frame credit
             * @property {farport.v1.Hello.$Properties|null} [hello] Frame hello
             * @property {farport.v1.Welcome.$Properties|null} [welcome] Frame welcome
             * @property {farport.v1.Ping.$Properties|null} [ping] Frame ping
             * @property {farport.v1.Pong.$Properties|null} [pong] Frame pong
             * @property {farport.v1.Error.$Properties|null} [error] Frame error
             * @property {farport.v1.Acknowledge.$Properties|null} [acknowledge] Frame acknowledge
             * @property {farport.v1.Attach.$Properties|null} [attach] Frame attach
             * @property {farport.v1.Attached.$Properties|null} [attached] Frame attached
             * @property {farport.v1.Detach.$Properties|null} [detach] Frame detach
             * @property {farport.v1.Submit.$Properties|null} [submit] Frame submit
             * @property {farport.v1.Complete.$Properties|null} [complete] Frame complete
             * @property {farport.v1.Cancel.$Properties|null} [cancel] Frame cancel
             * @property {farport.v1.Cancelled.$Properties|null} [cancelled] Frame cancelled
             * @property {farport.v1.Reset.$Properties|null} [reset] Frame reset
             * @property {farport.v1.SetConfiguration.$Properties|null} [setConfiguration] Frame setConfiguration
             * @property {farport.v1.SetInterface.$Properties|null} [setInterface] Frame setInterface
             * @property {farport.v1.ClearHalt.$Properties|null} [clearHalt] Frame clearHalt
             * @property {farport.v1.OperationDone.$Properties|null} [operationDone] Frame operationDone
             * @property {Uint8Array|null} [payload] Frame payload
             * @property {"hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"attach"|"attached"|"detach"|"submit"|"complete"|"cancel"|"cancelled"|"reset"|"setConfiguration"|"setInterface"|"clearHalt"|"operationDone"} [body] Frame body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Frame.
             * @memberof farport.v1
             * @interface IFrame
             * @augments farport.v1.Frame.$Properties
             * @deprecated Use farport.v1.Frame.$Properties instead.
             */

            /**
             * Narrowed shape of a Frame.
             * @typedef {{
             *   seq?: number|null;
             *   ack?: number|null;
             *   credit?: number|null;
             *   hello?: farport.v1.Hello.$Shape|null;
             *   welcome?: farport.v1.Welcome.$Shape|null;
             *   ping?: farport.v1.Ping.$Shape|null;
             *   pong?: farport.v1.Pong.$Shape|null;
             *   error?: farport.v1.Error.$Shape|null;
             *   acknowledge?: farport.v1.Acknowledge.$Shape|null;
             *   attach?: farport.v1.Attach.$Shape|null;
             *   attached?: farport.v1.Attached.$Shape|null;
             *   detach?: farport.v1.Detach.$Shape|null;
             *   submit?: farport.v1.Submit.$Shape|null;
             *   complete?: farport.v1.Complete.$Shape|null;
             *   cancel?: farport.v1.Cancel.$Shape|null;
             *   cancelled?: farport.v1.Cancelled.$Shape|null;
             *   reset?: farport.v1.Reset.$Shape|null;
             *   setConfiguration?: farport.v1.SetConfiguration.$Shape|null;
             *   setInterface?: farport.v1.SetInterface.$Shape|null;
             *   clearHalt?: farport.v1.ClearHalt.$Shape|null;
             *   operationDone?: farport.v1.OperationDone.$Shape|null;
             *   payload?: Uint8Array|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "hello"; hello: farport.v1.Hello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.Welcome.$Shape; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "acknowledge"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge: farport.v1.Acknowledge.$Shape; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "attach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach: farport.v1.Attach.$Shape; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "attached"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached: farport.v1.Attached.$Shape; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "detach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach: farport.v1.Detach.$Shape; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "submit"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit: farport.v1.Submit.$Shape; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "complete"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete: farport.v1.Complete.$Shape; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "cancel"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel: farport.v1.Cancel.$Shape; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "cancelled"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled: farport.v1.Cancelled.$Shape; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "reset"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset: farport.v1.Reset.$Shape; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "setConfiguration"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration: farport.v1.SetConfiguration.$Shape; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "setInterface"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface: farport.v1.SetInterface.$Shape; clearHalt?: null; operationDone?: null }|{ body?: "clearHalt"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt: farport.v1.ClearHalt.$Shape; operationDone?: null }|{ body?: "operationDone"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone: farport.v1.OperationDone.$Shape })
             * )} farport.v1.Frame.$Shape
             */

            /**
             * Constructs a new Frame.
             * @memberof farport.v1
             * @classdesc Represents a Frame.
             * @constructor
             * @param {farport.v1.Frame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Frame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Frame seq.
             * @member {number} seq
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Frame ack.
             * @member {number} ack
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.ack = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Frame credit.
             * @member {number} credit
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.credit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Frame hello.
             * @member {farport.v1.Hello.$Properties|null|undefined} hello
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.hello = null;

            /**
             * Frame welcome.
             * @member {farport.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.welcome = null;

            /**
             * Frame ping.
             * @member {farport.v1.Ping.$Properties|null|undefined} ping
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.ping = null;

            /**
             * Frame pong.
             * @member {farport.v1.Pong.$Properties|null|undefined} pong
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.pong = null;

            /**
             * Frame error.
             * @member {farport.v1.Error.$Properties|null|undefined} error
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.error = null;

            /**
             * Frame acknowledge.
             * @member {farport.v1.Acknowledge.$Properties|null|undefined} acknowledge
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.acknowledge = null;

            /**
             * Frame attach.
             * @member {farport.v1.Attach.$Properties|null|undefined} attach
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.attach = null;

            /**
             * Frame attached.
             * @member {farport.v1.Attached.$Properties|null|undefined} attached
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.attached = null;

            /**
             * Frame detach.
             * @member {farport.v1.Detach.$Properties|null|undefined} detach
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.detach = null;

            /**
             * Frame submit.
             * @member {farport.v1.Submit.$Properties|null|undefined} submit
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.submit = null;

            /**
             * Frame complete.
             * @member {farport.v1.Complete.$Properties|null|undefined} complete
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.complete = null;

            /**
             * Frame cancel.
             * @member {farport.v1.Cancel.$Properties|null|undefined} cancel
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.cancel = null;

            /**
             * Frame cancelled.
             * @member {farport.v1.Cancelled.$Properties|null|undefined} cancelled
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.cancelled = null;

            /**
             * Frame reset.
             * @member {farport.v1.Reset.$Properties|null|undefined} reset
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.reset = null;

            /**
             * Frame setConfiguration.
             * @member {farport.v1.SetConfiguration.$Properties|null|undefined} setConfiguration
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.setConfiguration = null;

            /**
             * Frame setInterface.
             * @member {farport.v1.SetInterface.$Properties|null|undefined} setInterface
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.setInterface = null;

            /**
             * Frame clearHalt.
             * @member {farport.v1.ClearHalt.$Properties|null|undefined} clearHalt
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.clearHalt = null;

            /**
             * Frame operationDone.
             * @member {farport.v1.OperationDone.$Properties|null|undefined} operationDone
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.operationDone = null;

            /**
             * Frame payload.
             * @member {Uint8Array} payload
             * @memberof farport.v1.Frame
             * @instance
             */
            Frame.prototype.payload = $util.newBuffer([]);

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Frame body.
             * @member {"hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"attach"|"attached"|"detach"|"submit"|"complete"|"cancel"|"cancelled"|"reset"|"setConfiguration"|"setInterface"|"clearHalt"|"operationDone"|undefined} body
             * @memberof farport.v1.Frame
             * @instance
             */
            $Object.defineProperty(Frame.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "welcome", "ping", "pong", "error", "acknowledge", "attach", "attached", "detach", "submit", "complete", "cancel", "cancelled", "reset", "setConfiguration", "setInterface", "clearHalt", "operationDone"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Frame message. Does not implicitly {@link farport.v1.Frame.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Frame
             * @static
             * @param {farport.v1.Frame.$Properties} message Frame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Frame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack") && (typeof message.ack === "object" ? message.ack.low || message.ack.high : message.ack !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.ack);
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && (typeof message.credit === "object" ? message.credit.low || message.credit.high : message.credit !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.credit);
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.farport.v1.Hello.encode(message.hello, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.farport.v1.Welcome.encode(message.welcome, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                    $root.farport.v1.Ping.encode(message.ping, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                    $root.farport.v1.Pong.encode(message.pong, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.farport.v1.Error.encode(message.error, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.acknowledge != null && $Object.hasOwnProperty.call(message, "acknowledge"))
                    $root.farport.v1.Acknowledge.encode(message.acknowledge, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.attach != null && $Object.hasOwnProperty.call(message, "attach"))
                    $root.farport.v1.Attach.encode(message.attach, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.attached != null && $Object.hasOwnProperty.call(message, "attached"))
                    $root.farport.v1.Attached.encode(message.attached, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.detach != null && $Object.hasOwnProperty.call(message, "detach"))
                    $root.farport.v1.Detach.encode(message.detach, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.submit != null && $Object.hasOwnProperty.call(message, "submit"))
                    $root.farport.v1.Submit.encode(message.submit, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.complete != null && $Object.hasOwnProperty.call(message, "complete"))
                    $root.farport.v1.Complete.encode(message.complete, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.cancel != null && $Object.hasOwnProperty.call(message, "cancel"))
                    $root.farport.v1.Cancel.encode(message.cancel, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.cancelled != null && $Object.hasOwnProperty.call(message, "cancelled"))
                    $root.farport.v1.Cancelled.encode(message.cancelled, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.reset != null && $Object.hasOwnProperty.call(message, "reset"))
                    $root.farport.v1.Reset.encode(message.reset, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
                if (message.setConfiguration != null && $Object.hasOwnProperty.call(message, "setConfiguration"))
                    $root.farport.v1.SetConfiguration.encode(message.setConfiguration, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
                if (message.setInterface != null && $Object.hasOwnProperty.call(message, "setInterface"))
                    $root.farport.v1.SetInterface.encode(message.setInterface, writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
                if (message.clearHalt != null && $Object.hasOwnProperty.call(message, "clearHalt"))
                    $root.farport.v1.ClearHalt.encode(message.clearHalt, writer.uint32(/* id 26, wireType 2 =*/210).fork(), _depth + 1).ldelim();
                if (message.operationDone != null && $Object.hasOwnProperty.call(message, "operationDone"))
                    $root.farport.v1.OperationDone.encode(message.operationDone, writer.uint32(/* id 27, wireType 2 =*/218).fork(), _depth + 1).ldelim();
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 100, wireType 2 =*/802).bytes(message.payload);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Frame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Frame & farport.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Frame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Frame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ack = value;
                            else
                                delete message.ack;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.farport.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.farport.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.body = "welcome";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.ping = $root.farport.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                            message.body = "ping";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.pong = $root.farport.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                            message.body = "pong";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.farport.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            message.body = "error";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.acknowledge = $root.farport.v1.Acknowledge.decode(reader, reader.size(), $undefined, _depth + 1, message.acknowledge);
                            message.body = "acknowledge";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.attach = $root.farport.v1.Attach.decode(reader, reader.size(), $undefined, _depth + 1, message.attach);
                            message.body = "attach";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.attached = $root.farport.v1.Attached.decode(reader, reader.size(), $undefined, _depth + 1, message.attached);
                            message.body = "attached";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.detach = $root.farport.v1.Detach.decode(reader, reader.size(), $undefined, _depth + 1, message.detach);
                            message.body = "detach";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.submit = $root.farport.v1.Submit.decode(reader, reader.size(), $undefined, _depth + 1, message.submit);
                            message.body = "submit";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.complete = $root.farport.v1.Complete.decode(reader, reader.size(), $undefined, _depth + 1, message.complete);
                            message.body = "complete";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.cancel = $root.farport.v1.Cancel.decode(reader, reader.size(), $undefined, _depth + 1, message.cancel);
                            message.body = "cancel";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.cancelled = $root.farport.v1.Cancelled.decode(reader, reader.size(), $undefined, _depth + 1, message.cancelled);
                            message.body = "cancelled";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.reset = $root.farport.v1.Reset.decode(reader, reader.size(), $undefined, _depth + 1, message.reset);
                            message.body = "reset";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.setConfiguration = $root.farport.v1.SetConfiguration.decode(reader, reader.size(), $undefined, _depth + 1, message.setConfiguration);
                            message.body = "setConfiguration";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.setInterface = $root.farport.v1.SetInterface.decode(reader, reader.size(), $undefined, _depth + 1, message.setInterface);
                            message.body = "setInterface";
                            continue;
                        }
                    case 26: {
                            if (wireType !== 2)
                                break;
                            message.clearHalt = $root.farport.v1.ClearHalt.decode(reader, reader.size(), $undefined, _depth + 1, message.clearHalt);
                            message.body = "clearHalt";
                            continue;
                        }
                    case 27: {
                            if (wireType !== 2)
                                break;
                            message.operationDone = $root.farport.v1.OperationDone.decode(reader, reader.size(), $undefined, _depth + 1, message.operationDone);
                            message.body = "operationDone";
                            continue;
                        }
                    case 100: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Frame;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} farport.v1.Hello.$Properties
             * @property {number|null} [version] Hello version
             * @property {Array.<string>|null} [capabilities] Hello capabilities
             * @property {string|null} [ticket] Hello ticket
             * @property {string|null} [agent] Hello agent
             * @property {number|null} [maxPayload] Hello maxPayload
             * @property {number|null} [maxUrbs] Hello maxUrbs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof farport.v1
             * @interface IHello
             * @augments farport.v1.Hello.$Properties
             * @deprecated Use farport.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {farport.v1.Hello.$Properties} farport.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof farport.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {farport.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                this.capabilities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello version.
             * @member {number} version
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.version = 0;

            /**
             * Hello capabilities.
             * @member {Array.<string>} capabilities
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.capabilities = $util.emptyArray;

            /**
             * Hello ticket.
             * @member {string} ticket
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.ticket = "";

            /**
             * Hello agent.
             * @member {string} agent
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.agent = "";

            /**
             * Hello maxPayload.
             * @member {number} maxPayload
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.maxPayload = 0;

            /**
             * Hello maxUrbs.
             * @member {number} maxUrbs
             * @memberof farport.v1.Hello
             * @instance
             */
            Hello.prototype.maxUrbs = 0;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link farport.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Hello
             * @static
             * @param {farport.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.capabilities != null && message.capabilities.length)
                    for (let i = 0; i < message.capabilities.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.capabilities[i]);
                if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket") && message.ticket !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.ticket);
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.agent);
                if (message.maxPayload != null && $Object.hasOwnProperty.call(message, "maxPayload") && message.maxPayload !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxPayload);
                if (message.maxUrbs != null && $Object.hasOwnProperty.call(message, "maxUrbs") && message.maxUrbs !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.maxUrbs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Hello & farport.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.capabilities && message.capabilities.length))
                                message.capabilities = [];
                            message.capabilities.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ticket = value;
                            else
                                delete message.ticket;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxPayload = value;
                            else
                                delete message.maxPayload;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxUrbs = value;
                            else
                                delete message.maxUrbs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Hello;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} farport.v1.Welcome.$Properties
             * @property {number|null} [version] Welcome version
             * @property {Array.<string>|null} [capabilities] Welcome capabilities
             * @property {string|null} [agent] Welcome agent
             * @property {number|null} [maxPayload] Welcome maxPayload
             * @property {number|null} [maxUrbs] Welcome maxUrbs
             * @property {Uint8Array|null} [channel] Welcome channel
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof farport.v1
             * @interface IWelcome
             * @augments farport.v1.Welcome.$Properties
             * @deprecated Use farport.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {farport.v1.Welcome.$Properties} farport.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof farport.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {farport.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                this.capabilities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome version.
             * @member {number} version
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.version = 0;

            /**
             * Welcome capabilities.
             * @member {Array.<string>} capabilities
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.capabilities = $util.emptyArray;

            /**
             * Welcome agent.
             * @member {string} agent
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.agent = "";

            /**
             * Welcome maxPayload.
             * @member {number} maxPayload
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.maxPayload = 0;

            /**
             * Welcome maxUrbs.
             * @member {number} maxUrbs
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.maxUrbs = 0;

            /**
             * Welcome channel.
             * @member {Uint8Array} channel
             * @memberof farport.v1.Welcome
             * @instance
             */
            Welcome.prototype.channel = $util.newBuffer([]);

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link farport.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Welcome
             * @static
             * @param {farport.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.capabilities != null && message.capabilities.length)
                    for (let i = 0; i < message.capabilities.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.capabilities[i]);
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.agent);
                if (message.maxPayload != null && $Object.hasOwnProperty.call(message, "maxPayload") && message.maxPayload !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxPayload);
                if (message.maxUrbs != null && $Object.hasOwnProperty.call(message, "maxUrbs") && message.maxUrbs !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxUrbs);
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel") && message.channel.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.channel);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Welcome & farport.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Welcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.capabilities && message.capabilities.length))
                                message.capabilities = [];
                            message.capabilities.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxPayload = value;
                            else
                                delete message.maxPayload;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxUrbs = value;
                            else
                                delete message.maxUrbs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Welcome;
        })();

        v1.Ping = (function() {

            /**
             * Properties of a Ping.
             * @typedef {Object} farport.v1.Ping.$Properties
             * @property {number|null} [nonce] Ping nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ping.
             * @memberof farport.v1
             * @interface IPing
             * @augments farport.v1.Ping.$Properties
             * @deprecated Use farport.v1.Ping.$Properties instead.
             */

            /**
             * Shape of a Ping.
             * @typedef {farport.v1.Ping.$Properties} farport.v1.Ping.$Shape
             */

            /**
             * Constructs a new Ping.
             * @memberof farport.v1
             * @classdesc Represents a Ping.
             * @constructor
             * @param {farport.v1.Ping.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ping = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ping nonce.
             * @member {number} nonce
             * @memberof farport.v1.Ping
             * @instance
             */
            Ping.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Ping message. Does not implicitly {@link farport.v1.Ping.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Ping
             * @static
             * @param {farport.v1.Ping.$Properties} message Ping message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ping.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Ping
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Ping & farport.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ping.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Ping();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ping;
        })();

        v1.Pong = (function() {

            /**
             * Properties of a Pong.
             * @typedef {Object} farport.v1.Pong.$Properties
             * @property {number|null} [nonce] Pong nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pong.
             * @memberof farport.v1
             * @interface IPong
             * @augments farport.v1.Pong.$Properties
             * @deprecated Use farport.v1.Pong.$Properties instead.
             */

            /**
             * Shape of a Pong.
             * @typedef {farport.v1.Pong.$Properties} farport.v1.Pong.$Shape
             */

            /**
             * Constructs a new Pong.
             * @memberof farport.v1
             * @classdesc Represents a Pong.
             * @constructor
             * @param {farport.v1.Pong.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pong = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pong nonce.
             * @member {number} nonce
             * @memberof farport.v1.Pong
             * @instance
             */
            Pong.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Pong message. Does not implicitly {@link farport.v1.Pong.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Pong
             * @static
             * @param {farport.v1.Pong.$Properties} message Pong message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pong.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Pong
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Pong & farport.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pong.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Pong();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Pong;
        })();

        v1.Acknowledge = (function() {

            /**
             * Properties of an Acknowledge.
             * @typedef {Object} farport.v1.Acknowledge.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Acknowledge.
             * @memberof farport.v1
             * @interface IAcknowledge
             * @augments farport.v1.Acknowledge.$Properties
             * @deprecated Use farport.v1.Acknowledge.$Properties instead.
             */

            /**
             * Shape of an Acknowledge.
             * @typedef {farport.v1.Acknowledge.$Properties} farport.v1.Acknowledge.$Shape
             */

            /**
             * Constructs a new Acknowledge.
             * @memberof farport.v1
             * @classdesc Represents an Acknowledge.
             * @constructor
             * @param {farport.v1.Acknowledge.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Acknowledge = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified Acknowledge message. Does not implicitly {@link farport.v1.Acknowledge.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Acknowledge
             * @static
             * @param {farport.v1.Acknowledge.$Properties} message Acknowledge message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Acknowledge.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Acknowledge message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Acknowledge
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Acknowledge & farport.v1.Acknowledge.$Shape} Acknowledge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Acknowledge.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Acknowledge();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Acknowledge;
        })();

        v1.Error = (function() {

            /**
             * Properties of an Error.
             * @typedef {Object} farport.v1.Error.$Properties
             * @property {string|null} [code] Error code
             * @property {string|null} [message] Error message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Error.
             * @memberof farport.v1
             * @interface IError
             * @augments farport.v1.Error.$Properties
             * @deprecated Use farport.v1.Error.$Properties instead.
             */

            /**
             * Shape of an Error.
             * @typedef {farport.v1.Error.$Properties} farport.v1.Error.$Shape
             */

            /**
             * Constructs a new Error.
             * @memberof farport.v1
             * @classdesc Represents an Error.
             * @constructor
             * @param {farport.v1.Error.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Error = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Error code.
             * @member {string} code
             * @memberof farport.v1.Error
             * @instance
             */
            Error.prototype.code = "";

            /**
             * Error message.
             * @member {string} message
             * @memberof farport.v1.Error
             * @instance
             */
            Error.prototype.message = "";

            /**
             * Encodes the specified Error message. Does not implicitly {@link farport.v1.Error.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Error
             * @static
             * @param {farport.v1.Error.$Properties} message Error message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Error.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Error message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Error
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Error & farport.v1.Error.$Shape} Error
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Error.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Error();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Error;
        })();

        /**
         * Speed enum.
         * @name farport.v1.Speed
         * @enum {number}
         * @property {number} SPEED_UNSPECIFIED=0 SPEED_UNSPECIFIED value
         * @property {number} SPEED_LOW=1 SPEED_LOW value
         * @property {number} SPEED_FULL=2 SPEED_FULL value
         * @property {number} SPEED_HIGH=3 SPEED_HIGH value
         * @property {number} SPEED_SUPER=4 SPEED_SUPER value
         * @property {number} SPEED_SUPER_PLUS=5 SPEED_SUPER_PLUS value
         */
        v1.Speed = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SPEED_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SPEED_LOW"] = 1;
            values[valuesById[2] = "SPEED_FULL"] = 2;
            values[valuesById[3] = "SPEED_HIGH"] = 3;
            values[valuesById[4] = "SPEED_SUPER"] = 4;
            values[valuesById[5] = "SPEED_SUPER_PLUS"] = 5;
            return values;
        })();

        v1.Attach = (function() {

            /**
             * Properties of an Attach.
             * @typedef {Object} farport.v1.Attach.$Properties
             * @property {Uint8Array|null} [deviceDescriptor] Attach deviceDescriptor
             * @property {Array.<Uint8Array>|null} [configurationDescriptors] Attach configurationDescriptors
             * @property {Uint8Array|null} [bosDescriptor] Attach bosDescriptor
             * @property {farport.v1.Speed|null} [speed] Attach speed
             * @property {string|null} [portPath] Attach portPath
             * @property {string|null} [serial] Attach serial
             * @property {string|null} [manufacturer] Attach manufacturer
             * @property {string|null} [product] Attach product
             * @property {number|null} [activeConfiguration] Attach activeConfiguration
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Attach.
             * @memberof farport.v1
             * @interface IAttach
             * @augments farport.v1.Attach.$Properties
             * @deprecated Use farport.v1.Attach.$Properties instead.
             */

            /**
             * Shape of an Attach.
             * @typedef {farport.v1.Attach.$Properties} farport.v1.Attach.$Shape
             */

            /**
             * Constructs a new Attach.
             * @memberof farport.v1
             * @classdesc Represents an Attach.
             * @constructor
             * @param {farport.v1.Attach.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Attach = function (properties) {
                this.configurationDescriptors = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Attach deviceDescriptor.
             * @member {Uint8Array} deviceDescriptor
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.deviceDescriptor = $util.newBuffer([]);

            /**
             * Attach configurationDescriptors.
             * @member {Array.<Uint8Array>} configurationDescriptors
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.configurationDescriptors = $util.emptyArray;

            /**
             * Attach bosDescriptor.
             * @member {Uint8Array} bosDescriptor
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.bosDescriptor = $util.newBuffer([]);

            /**
             * Attach speed.
             * @member {farport.v1.Speed} speed
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.speed = 0;

            /**
             * Attach portPath.
             * @member {string} portPath
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.portPath = "";

            /**
             * Attach serial.
             * @member {string} serial
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.serial = "";

            /**
             * Attach manufacturer.
             * @member {string} manufacturer
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.manufacturer = "";

            /**
             * Attach product.
             * @member {string} product
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.product = "";

            /**
             * Attach activeConfiguration.
             * @member {number} activeConfiguration
             * @memberof farport.v1.Attach
             * @instance
             */
            Attach.prototype.activeConfiguration = 0;

            /**
             * Encodes the specified Attach message. Does not implicitly {@link farport.v1.Attach.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Attach
             * @static
             * @param {farport.v1.Attach.$Properties} message Attach message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Attach.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceDescriptor != null && $Object.hasOwnProperty.call(message, "deviceDescriptor") && message.deviceDescriptor.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.deviceDescriptor);
                if (message.configurationDescriptors != null && message.configurationDescriptors.length)
                    for (let i = 0; i < message.configurationDescriptors.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.configurationDescriptors[i]);
                if (message.bosDescriptor != null && $Object.hasOwnProperty.call(message, "bosDescriptor") && message.bosDescriptor.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bosDescriptor);
                if (message.speed != null && $Object.hasOwnProperty.call(message, "speed") && message.speed !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.speed);
                if (message.portPath != null && $Object.hasOwnProperty.call(message, "portPath") && message.portPath !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.portPath);
                if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.serial);
                if (message.manufacturer != null && $Object.hasOwnProperty.call(message, "manufacturer") && message.manufacturer !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.manufacturer);
                if (message.product != null && $Object.hasOwnProperty.call(message, "product") && message.product !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.product);
                if (message.activeConfiguration != null && $Object.hasOwnProperty.call(message, "activeConfiguration") && message.activeConfiguration !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.activeConfiguration);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Attach message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Attach
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Attach & farport.v1.Attach.$Shape} Attach
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Attach.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Attach();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceDescriptor = value;
                            else
                                delete message.deviceDescriptor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.configurationDescriptors && message.configurationDescriptors.length))
                                message.configurationDescriptors = [];
                            message.configurationDescriptors.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bosDescriptor = value;
                            else
                                delete message.bosDescriptor;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.speed = value;
                            else
                                delete message.speed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.portPath = value;
                            else
                                delete message.portPath;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.serial = value;
                            else
                                delete message.serial;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.manufacturer = value;
                            else
                                delete message.manufacturer;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.product = value;
                            else
                                delete message.product;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.activeConfiguration = value;
                            else
                                delete message.activeConfiguration;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Attach;
        })();

        v1.Attached = (function() {

            /**
             * Properties of an Attached.
             * @typedef {Object} farport.v1.Attached.$Properties
             * @property {number|null} [port] Attached port
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Attached.
             * @memberof farport.v1
             * @interface IAttached
             * @augments farport.v1.Attached.$Properties
             * @deprecated Use farport.v1.Attached.$Properties instead.
             */

            /**
             * Shape of an Attached.
             * @typedef {farport.v1.Attached.$Properties} farport.v1.Attached.$Shape
             */

            /**
             * Constructs a new Attached.
             * @memberof farport.v1
             * @classdesc Represents an Attached.
             * @constructor
             * @param {farport.v1.Attached.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Attached = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Attached port.
             * @member {number} port
             * @memberof farport.v1.Attached
             * @instance
             */
            Attached.prototype.port = 0;

            /**
             * Encodes the specified Attached message. Does not implicitly {@link farport.v1.Attached.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Attached
             * @static
             * @param {farport.v1.Attached.$Properties} message Attached message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Attached.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.port);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Attached message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Attached
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Attached & farport.v1.Attached.$Shape} Attached
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Attached.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Attached();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.port = value;
                            else
                                delete message.port;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Attached;
        })();

        /**
         * DetachReason enum.
         * @name farport.v1.DetachReason
         * @enum {number}
         * @property {number} DETACH_REASON_UNSPECIFIED=0 DETACH_REASON_UNSPECIFIED value
         * @property {number} DETACH_REASON_UNPLUGGED=1 DETACH_REASON_UNPLUGGED value
         * @property {number} DETACH_REASON_RELEASED=2 DETACH_REASON_RELEASED value
         * @property {number} DETACH_REASON_REENUMERATED=3 DETACH_REASON_REENUMERATED value
         * @property {number} DETACH_REASON_VM_STOPPED=4 DETACH_REASON_VM_STOPPED value
         * @property {number} DETACH_REASON_FAILED=5 DETACH_REASON_FAILED value
         */
        v1.DetachReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DETACH_REASON_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DETACH_REASON_UNPLUGGED"] = 1;
            values[valuesById[2] = "DETACH_REASON_RELEASED"] = 2;
            values[valuesById[3] = "DETACH_REASON_REENUMERATED"] = 3;
            values[valuesById[4] = "DETACH_REASON_VM_STOPPED"] = 4;
            values[valuesById[5] = "DETACH_REASON_FAILED"] = 5;
            return values;
        })();

        v1.Detach = (function() {

            /**
             * Properties of a Detach.
             * @typedef {Object} farport.v1.Detach.$Properties
             * @property {farport.v1.DetachReason|null} [reason] Detach reason
             * @property {string|null} [message] Detach message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Detach.
             * @memberof farport.v1
             * @interface IDetach
             * @augments farport.v1.Detach.$Properties
             * @deprecated Use farport.v1.Detach.$Properties instead.
             */

            /**
             * Shape of a Detach.
             * @typedef {farport.v1.Detach.$Properties} farport.v1.Detach.$Shape
             */

            /**
             * Constructs a new Detach.
             * @memberof farport.v1
             * @classdesc Represents a Detach.
             * @constructor
             * @param {farport.v1.Detach.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Detach = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Detach reason.
             * @member {farport.v1.DetachReason} reason
             * @memberof farport.v1.Detach
             * @instance
             */
            Detach.prototype.reason = 0;

            /**
             * Detach message.
             * @member {string} message
             * @memberof farport.v1.Detach
             * @instance
             */
            Detach.prototype.message = "";

            /**
             * Encodes the specified Detach message. Does not implicitly {@link farport.v1.Detach.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Detach
             * @static
             * @param {farport.v1.Detach.$Properties} message Detach message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Detach.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Detach message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Detach
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Detach & farport.v1.Detach.$Shape} Detach
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Detach.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Detach();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Detach;
        })();

        /**
         * TransferType enum.
         * @name farport.v1.TransferType
         * @enum {number}
         * @property {number} TRANSFER_TYPE_CONTROL=0 TRANSFER_TYPE_CONTROL value
         * @property {number} TRANSFER_TYPE_ISOCHRONOUS=1 TRANSFER_TYPE_ISOCHRONOUS value
         * @property {number} TRANSFER_TYPE_BULK=2 TRANSFER_TYPE_BULK value
         * @property {number} TRANSFER_TYPE_INTERRUPT=3 TRANSFER_TYPE_INTERRUPT value
         */
        v1.TransferType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TRANSFER_TYPE_CONTROL"] = 0;
            values[valuesById[1] = "TRANSFER_TYPE_ISOCHRONOUS"] = 1;
            values[valuesById[2] = "TRANSFER_TYPE_BULK"] = 2;
            values[valuesById[3] = "TRANSFER_TYPE_INTERRUPT"] = 3;
            return values;
        })();

        v1.Submit = (function() {

            /**
             * Properties of a Submit.
             * @typedef {Object} farport.v1.Submit.$Properties
             * @property {number|null} [id] Submit id
             * @property {number|null} [endpoint] Submit endpoint
             * @property {farport.v1.TransferType|null} [type] Submit type
             * @property {number|null} [length] Submit length
             * @property {Uint8Array|null} [setup] Submit setup
             * @property {boolean|null} [zeroPacket] Submit zeroPacket
             * @property {boolean|null} [shortNotOk] Submit shortNotOk
             * @property {number|null} [streamId] Submit streamId
             * @property {number|null} [after] Submit after
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Submit.
             * @memberof farport.v1
             * @interface ISubmit
             * @augments farport.v1.Submit.$Properties
             * @deprecated Use farport.v1.Submit.$Properties instead.
             */

            /**
             * Shape of a Submit.
             * @typedef {farport.v1.Submit.$Properties} farport.v1.Submit.$Shape
             */

            /**
             * Constructs a new Submit.
             * @memberof farport.v1
             * @classdesc Represents a Submit.
             * @constructor
             * @param {farport.v1.Submit.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Submit = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Submit id.
             * @member {number} id
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.id = 0;

            /**
             * Submit endpoint.
             * @member {number} endpoint
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.endpoint = 0;

            /**
             * Submit type.
             * @member {farport.v1.TransferType} type
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.type = 0;

            /**
             * Submit length.
             * @member {number} length
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.length = 0;

            /**
             * Submit setup.
             * @member {Uint8Array} setup
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.setup = $util.newBuffer([]);

            /**
             * Submit zeroPacket.
             * @member {boolean} zeroPacket
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.zeroPacket = false;

            /**
             * Submit shortNotOk.
             * @member {boolean} shortNotOk
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.shortNotOk = false;

            /**
             * Submit streamId.
             * @member {number} streamId
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.streamId = 0;

            /**
             * Submit after.
             * @member {number} after
             * @memberof farport.v1.Submit
             * @instance
             */
            Submit.prototype.after = 0;

            /**
             * Encodes the specified Submit message. Does not implicitly {@link farport.v1.Submit.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Submit
             * @static
             * @param {farport.v1.Submit.$Properties} message Submit message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Submit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.endpoint != null && $Object.hasOwnProperty.call(message, "endpoint") && message.endpoint !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.endpoint);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.type);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.length);
                if (message.setup != null && $Object.hasOwnProperty.call(message, "setup") && message.setup.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.setup);
                if (message.zeroPacket != null && $Object.hasOwnProperty.call(message, "zeroPacket") && message.zeroPacket !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.zeroPacket);
                if (message.shortNotOk != null && $Object.hasOwnProperty.call(message, "shortNotOk") && message.shortNotOk !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.shortNotOk);
                if (message.streamId != null && $Object.hasOwnProperty.call(message, "streamId") && message.streamId !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.streamId);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after") && message.after !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.after);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Submit message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Submit
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Submit & farport.v1.Submit.$Shape} Submit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Submit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Submit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.endpoint = value;
                            else
                                delete message.endpoint;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.setup = value;
                            else
                                delete message.setup;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.zeroPacket = value;
                            else
                                delete message.zeroPacket;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.shortNotOk = value;
                            else
                                delete message.shortNotOk;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.streamId = value;
                            else
                                delete message.streamId;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.after = value;
                            else
                                delete message.after;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Submit;
        })();

        /**
         * Status enum.
         * @name farport.v1.Status
         * @enum {number}
         * @property {number} STATUS_COMPLETED=0 STATUS_COMPLETED value
         * @property {number} STATUS_STALL=1 STATUS_STALL value
         * @property {number} STATUS_CANCELLED=2 STATUS_CANCELLED value
         * @property {number} STATUS_BABBLE=3 STATUS_BABBLE value
         * @property {number} STATUS_TIMEOUT=4 STATUS_TIMEOUT value
         * @property {number} STATUS_TRANSACTION_ERROR=5 STATUS_TRANSACTION_ERROR value
         * @property {number} STATUS_NO_DEVICE=6 STATUS_NO_DEVICE value
         * @property {number} STATUS_INVALID=7 STATUS_INVALID value
         * @property {number} STATUS_NO_RESOURCES=8 STATUS_NO_RESOURCES value
         */
        v1.Status = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STATUS_COMPLETED"] = 0;
            values[valuesById[1] = "STATUS_STALL"] = 1;
            values[valuesById[2] = "STATUS_CANCELLED"] = 2;
            values[valuesById[3] = "STATUS_BABBLE"] = 3;
            values[valuesById[4] = "STATUS_TIMEOUT"] = 4;
            values[valuesById[5] = "STATUS_TRANSACTION_ERROR"] = 5;
            values[valuesById[6] = "STATUS_NO_DEVICE"] = 6;
            values[valuesById[7] = "STATUS_INVALID"] = 7;
            values[valuesById[8] = "STATUS_NO_RESOURCES"] = 8;
            return values;
        })();

        v1.Complete = (function() {

            /**
             * Properties of a Complete.
             * @typedef {Object} farport.v1.Complete.$Properties
             * @property {number|null} [id] Complete id
             * @property {farport.v1.Status|null} [status] Complete status
             * @property {number|null} [actualLength] Complete actualLength
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Complete.
             * @memberof farport.v1
             * @interface IComplete
             * @augments farport.v1.Complete.$Properties
             * @deprecated Use farport.v1.Complete.$Properties instead.
             */

            /**
             * Shape of a Complete.
             * @typedef {farport.v1.Complete.$Properties} farport.v1.Complete.$Shape
             */

            /**
             * Constructs a new Complete.
             * @memberof farport.v1
             * @classdesc Represents a Complete.
             * @constructor
             * @param {farport.v1.Complete.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Complete = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Complete id.
             * @member {number} id
             * @memberof farport.v1.Complete
             * @instance
             */
            Complete.prototype.id = 0;

            /**
             * Complete status.
             * @member {farport.v1.Status} status
             * @memberof farport.v1.Complete
             * @instance
             */
            Complete.prototype.status = 0;

            /**
             * Complete actualLength.
             * @member {number} actualLength
             * @memberof farport.v1.Complete
             * @instance
             */
            Complete.prototype.actualLength = 0;

            /**
             * Encodes the specified Complete message. Does not implicitly {@link farport.v1.Complete.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Complete
             * @static
             * @param {farport.v1.Complete.$Properties} message Complete message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Complete.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.status);
                if (message.actualLength != null && $Object.hasOwnProperty.call(message, "actualLength") && message.actualLength !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.actualLength);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Complete message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Complete
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Complete & farport.v1.Complete.$Shape} Complete
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Complete.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Complete();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.status = value;
                            else
                                delete message.status;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.actualLength = value;
                            else
                                delete message.actualLength;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Complete;
        })();

        v1.Cancel = (function() {

            /**
             * Properties of a Cancel.
             * @typedef {Object} farport.v1.Cancel.$Properties
             * @property {number|null} [id] Cancel id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Cancel.
             * @memberof farport.v1
             * @interface ICancel
             * @augments farport.v1.Cancel.$Properties
             * @deprecated Use farport.v1.Cancel.$Properties instead.
             */

            /**
             * Shape of a Cancel.
             * @typedef {farport.v1.Cancel.$Properties} farport.v1.Cancel.$Shape
             */

            /**
             * Constructs a new Cancel.
             * @memberof farport.v1
             * @classdesc Represents a Cancel.
             * @constructor
             * @param {farport.v1.Cancel.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Cancel = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Cancel id.
             * @member {number} id
             * @memberof farport.v1.Cancel
             * @instance
             */
            Cancel.prototype.id = 0;

            /**
             * Encodes the specified Cancel message. Does not implicitly {@link farport.v1.Cancel.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Cancel
             * @static
             * @param {farport.v1.Cancel.$Properties} message Cancel message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Cancel.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Cancel message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Cancel
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Cancel & farport.v1.Cancel.$Shape} Cancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Cancel.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Cancel();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Cancel;
        })();

        v1.Cancelled = (function() {

            /**
             * Properties of a Cancelled.
             * @typedef {Object} farport.v1.Cancelled.$Properties
             * @property {number|null} [id] Cancelled id
             * @property {boolean|null} [found] Cancelled found
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Cancelled.
             * @memberof farport.v1
             * @interface ICancelled
             * @augments farport.v1.Cancelled.$Properties
             * @deprecated Use farport.v1.Cancelled.$Properties instead.
             */

            /**
             * Shape of a Cancelled.
             * @typedef {farport.v1.Cancelled.$Properties} farport.v1.Cancelled.$Shape
             */

            /**
             * Constructs a new Cancelled.
             * @memberof farport.v1
             * @classdesc Represents a Cancelled.
             * @constructor
             * @param {farport.v1.Cancelled.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Cancelled = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Cancelled id.
             * @member {number} id
             * @memberof farport.v1.Cancelled
             * @instance
             */
            Cancelled.prototype.id = 0;

            /**
             * Cancelled found.
             * @member {boolean} found
             * @memberof farport.v1.Cancelled
             * @instance
             */
            Cancelled.prototype.found = false;

            /**
             * Encodes the specified Cancelled message. Does not implicitly {@link farport.v1.Cancelled.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Cancelled
             * @static
             * @param {farport.v1.Cancelled.$Properties} message Cancelled message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Cancelled.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.found);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Cancelled message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Cancelled
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Cancelled & farport.v1.Cancelled.$Shape} Cancelled
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Cancelled.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Cancelled();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Cancelled;
        })();

        v1.Reset = (function() {

            /**
             * Properties of a Reset.
             * @typedef {Object} farport.v1.Reset.$Properties
             * @property {number|null} [id] Reset id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Reset.
             * @memberof farport.v1
             * @interface IReset
             * @augments farport.v1.Reset.$Properties
             * @deprecated Use farport.v1.Reset.$Properties instead.
             */

            /**
             * Shape of a Reset.
             * @typedef {farport.v1.Reset.$Properties} farport.v1.Reset.$Shape
             */

            /**
             * Constructs a new Reset.
             * @memberof farport.v1
             * @classdesc Represents a Reset.
             * @constructor
             * @param {farport.v1.Reset.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Reset = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Reset id.
             * @member {number} id
             * @memberof farport.v1.Reset
             * @instance
             */
            Reset.prototype.id = 0;

            /**
             * Encodes the specified Reset message. Does not implicitly {@link farport.v1.Reset.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Reset
             * @static
             * @param {farport.v1.Reset.$Properties} message Reset message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Reset.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Reset message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Reset
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Reset & farport.v1.Reset.$Shape} Reset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Reset.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Reset();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Reset;
        })();

        v1.SetConfiguration = (function() {

            /**
             * Properties of a SetConfiguration.
             * @typedef {Object} farport.v1.SetConfiguration.$Properties
             * @property {number|null} [id] SetConfiguration id
             * @property {number|null} [value] SetConfiguration value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetConfiguration.
             * @memberof farport.v1
             * @interface ISetConfiguration
             * @augments farport.v1.SetConfiguration.$Properties
             * @deprecated Use farport.v1.SetConfiguration.$Properties instead.
             */

            /**
             * Shape of a SetConfiguration.
             * @typedef {farport.v1.SetConfiguration.$Properties} farport.v1.SetConfiguration.$Shape
             */

            /**
             * Constructs a new SetConfiguration.
             * @memberof farport.v1
             * @classdesc Represents a SetConfiguration.
             * @constructor
             * @param {farport.v1.SetConfiguration.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetConfiguration = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetConfiguration id.
             * @member {number} id
             * @memberof farport.v1.SetConfiguration
             * @instance
             */
            SetConfiguration.prototype.id = 0;

            /**
             * SetConfiguration value.
             * @member {number} value
             * @memberof farport.v1.SetConfiguration
             * @instance
             */
            SetConfiguration.prototype.value = 0;

            /**
             * Encodes the specified SetConfiguration message. Does not implicitly {@link farport.v1.SetConfiguration.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.SetConfiguration
             * @static
             * @param {farport.v1.SetConfiguration.$Properties} message SetConfiguration message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetConfiguration.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetConfiguration message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.SetConfiguration
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.SetConfiguration & farport.v1.SetConfiguration.$Shape} SetConfiguration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetConfiguration.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.SetConfiguration();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SetConfiguration;
        })();

        v1.SetInterface = (function() {

            /**
             * Properties of a SetInterface.
             * @typedef {Object} farport.v1.SetInterface.$Properties
             * @property {number|null} [id] SetInterface id
             * @property {number|null} ["interface"] SetInterface interface
             * @property {number|null} [alternate] SetInterface alternate
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetInterface.
             * @memberof farport.v1
             * @interface ISetInterface
             * @augments farport.v1.SetInterface.$Properties
             * @deprecated Use farport.v1.SetInterface.$Properties instead.
             */

            /**
             * Shape of a SetInterface.
             * @typedef {farport.v1.SetInterface.$Properties} farport.v1.SetInterface.$Shape
             */

            /**
             * Constructs a new SetInterface.
             * @memberof farport.v1
             * @classdesc Represents a SetInterface.
             * @constructor
             * @param {farport.v1.SetInterface.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetInterface = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetInterface id.
             * @member {number} id
             * @memberof farport.v1.SetInterface
             * @instance
             */
            SetInterface.prototype.id = 0;

            /**
             * SetInterface interface.
             * @member {number} interface
             * @memberof farport.v1.SetInterface
             * @instance
             */
            SetInterface.prototype["interface"] = 0;

            /**
             * SetInterface alternate.
             * @member {number} alternate
             * @memberof farport.v1.SetInterface
             * @instance
             */
            SetInterface.prototype.alternate = 0;

            /**
             * Encodes the specified SetInterface message. Does not implicitly {@link farport.v1.SetInterface.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.SetInterface
             * @static
             * @param {farport.v1.SetInterface.$Properties} message SetInterface message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetInterface.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message["interface"] != null && $Object.hasOwnProperty.call(message, "interface") && message["interface"] !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message["interface"]);
                if (message.alternate != null && $Object.hasOwnProperty.call(message, "alternate") && message.alternate !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.alternate);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetInterface message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.SetInterface
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.SetInterface & farport.v1.SetInterface.$Shape} SetInterface
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetInterface.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.SetInterface();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message["interface"] = value;
                            else
                                delete message["interface"];
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.alternate = value;
                            else
                                delete message.alternate;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SetInterface;
        })();

        v1.ClearHalt = (function() {

            /**
             * Properties of a ClearHalt.
             * @typedef {Object} farport.v1.ClearHalt.$Properties
             * @property {number|null} [id] ClearHalt id
             * @property {number|null} [endpoint] ClearHalt endpoint
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClearHalt.
             * @memberof farport.v1
             * @interface IClearHalt
             * @augments farport.v1.ClearHalt.$Properties
             * @deprecated Use farport.v1.ClearHalt.$Properties instead.
             */

            /**
             * Shape of a ClearHalt.
             * @typedef {farport.v1.ClearHalt.$Properties} farport.v1.ClearHalt.$Shape
             */

            /**
             * Constructs a new ClearHalt.
             * @memberof farport.v1
             * @classdesc Represents a ClearHalt.
             * @constructor
             * @param {farport.v1.ClearHalt.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClearHalt = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClearHalt id.
             * @member {number} id
             * @memberof farport.v1.ClearHalt
             * @instance
             */
            ClearHalt.prototype.id = 0;

            /**
             * ClearHalt endpoint.
             * @member {number} endpoint
             * @memberof farport.v1.ClearHalt
             * @instance
             */
            ClearHalt.prototype.endpoint = 0;

            /**
             * Encodes the specified ClearHalt message. Does not implicitly {@link farport.v1.ClearHalt.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ClearHalt
             * @static
             * @param {farport.v1.ClearHalt.$Properties} message ClearHalt message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClearHalt.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.endpoint != null && $Object.hasOwnProperty.call(message, "endpoint") && message.endpoint !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.endpoint);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClearHalt message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ClearHalt
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ClearHalt & farport.v1.ClearHalt.$Shape} ClearHalt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClearHalt.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ClearHalt();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.endpoint = value;
                            else
                                delete message.endpoint;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClearHalt;
        })();

        v1.OperationDone = (function() {

            /**
             * Properties of an OperationDone.
             * @typedef {Object} farport.v1.OperationDone.$Properties
             * @property {number|null} [id] OperationDone id
             * @property {farport.v1.Status|null} [status] OperationDone status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OperationDone.
             * @memberof farport.v1
             * @interface IOperationDone
             * @augments farport.v1.OperationDone.$Properties
             * @deprecated Use farport.v1.OperationDone.$Properties instead.
             */

            /**
             * Shape of an OperationDone.
             * @typedef {farport.v1.OperationDone.$Properties} farport.v1.OperationDone.$Shape
             */

            /**
             * Constructs a new OperationDone.
             * @memberof farport.v1
             * @classdesc Represents an OperationDone.
             * @constructor
             * @param {farport.v1.OperationDone.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OperationDone = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OperationDone id.
             * @member {number} id
             * @memberof farport.v1.OperationDone
             * @instance
             */
            OperationDone.prototype.id = 0;

            /**
             * OperationDone status.
             * @member {farport.v1.Status} status
             * @memberof farport.v1.OperationDone
             * @instance
             */
            OperationDone.prototype.status = 0;

            /**
             * Encodes the specified OperationDone message. Does not implicitly {@link farport.v1.OperationDone.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.OperationDone
             * @static
             * @param {farport.v1.OperationDone.$Properties} message OperationDone message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OperationDone.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.status);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OperationDone message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.OperationDone
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.OperationDone & farport.v1.OperationDone.$Shape} OperationDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OperationDone.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.OperationDone();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.status = value;
                            else
                                delete message.status;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OperationDone;
        })();

        v1.DisplayFrame = (function() {

            /**
             * Properties of a DisplayFrame.
             * @typedef {Object} farport.v1.DisplayFrame.$Properties
             * @property {number|null} [seq] DisplayFrame seq
             * @property {number|null} [ack] DisplayFrame ack
             * @property {number|null} [credit] DisplayFrame credit
             * @property {farport.v1.Hello.$Properties|null} [hello] DisplayFrame hello
             * @property {farport.v1.Welcome.$Properties|null} [welcome] DisplayFrame welcome
             * @property {farport.v1.Ping.$Properties|null} [ping] DisplayFrame ping
             * @property {farport.v1.Pong.$Properties|null} [pong] DisplayFrame pong
             * @property {farport.v1.Error.$Properties|null} [error] DisplayFrame error
             * @property {farport.v1.Acknowledge.$Properties|null} [acknowledge] DisplayFrame acknowledge
             * @property {farport.v1.Scanout.$Properties|null} [scanout] DisplayFrame scanout
             * @property {farport.v1.Draw.$Properties|null} [draw] DisplayFrame draw
             * @property {farport.v1.CursorShape.$Properties|null} [cursorShape] DisplayFrame cursorShape
             * @property {farport.v1.CursorPosition.$Properties|null} [cursorPosition] DisplayFrame cursorPosition
             * @property {farport.v1.Leds.$Properties|null} [leds] DisplayFrame leds
             * @property {farport.v1.ClipboardState.$Properties|null} [clipboardState] DisplayFrame clipboardState
             * @property {farport.v1.HeadPlace.$Properties|null} [headPlace] DisplayFrame headPlace
             * @property {farport.v1.Presented.$Properties|null} [presented] DisplayFrame presented
             * @property {farport.v1.Refresh.$Properties|null} [refresh] DisplayFrame refresh
             * @property {farport.v1.Monitors.$Properties|null} [monitors] DisplayFrame monitors
             * @property {farport.v1.Key.$Properties|null} [key] DisplayFrame key
             * @property {farport.v1.Pointer.$Properties|null} [pointer] DisplayFrame pointer
             * @property {farport.v1.Motion.$Properties|null} [motion] DisplayFrame motion
             * @property {farport.v1.Wheel.$Properties|null} [wheel] DisplayFrame wheel
             * @property {farport.v1.ReleaseAll.$Properties|null} [releaseAll] DisplayFrame releaseAll
             * @property {farport.v1.ClipboardOffer.$Properties|null} [clipboardOffer] DisplayFrame clipboardOffer
             * @property {farport.v1.ClipboardRequest.$Properties|null} [clipboardRequest] DisplayFrame clipboardRequest
             * @property {farport.v1.ClipboardData.$Properties|null} [clipboardData] DisplayFrame clipboardData
             * @property {Uint8Array|null} [payload] DisplayFrame payload
             * @property {"hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"scanout"|"draw"|"cursorShape"|"cursorPosition"|"leds"|"clipboardState"|"headPlace"|"presented"|"refresh"|"monitors"|"key"|"pointer"|"motion"|"wheel"|"releaseAll"|"clipboardOffer"|"clipboardRequest"|"clipboardData"} [body] DisplayFrame body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DisplayFrame.
             * @memberof farport.v1
             * @interface IDisplayFrame
             * @augments farport.v1.DisplayFrame.$Properties
             * @deprecated Use farport.v1.DisplayFrame.$Properties instead.
             */

            /**
             * Narrowed shape of a DisplayFrame.
             * @typedef {{
             *   seq?: number|null;
             *   ack?: number|null;
             *   credit?: number|null;
             *   hello?: farport.v1.Hello.$Shape|null;
             *   welcome?: farport.v1.Welcome.$Shape|null;
             *   ping?: farport.v1.Ping.$Shape|null;
             *   pong?: farport.v1.Pong.$Shape|null;
             *   error?: farport.v1.Error.$Shape|null;
             *   acknowledge?: farport.v1.Acknowledge.$Shape|null;
             *   scanout?: farport.v1.Scanout.$Shape|null;
             *   draw?: farport.v1.Draw.$Shape|null;
             *   cursorShape?: farport.v1.CursorShape.$Shape|null;
             *   cursorPosition?: farport.v1.CursorPosition.$Shape|null;
             *   leds?: farport.v1.Leds.$Shape|null;
             *   clipboardState?: farport.v1.ClipboardState.$Shape|null;
             *   headPlace?: farport.v1.HeadPlace.$Shape|null;
             *   presented?: farport.v1.Presented.$Shape|null;
             *   refresh?: farport.v1.Refresh.$Shape|null;
             *   monitors?: farport.v1.Monitors.$Shape|null;
             *   key?: farport.v1.Key.$Shape|null;
             *   pointer?: farport.v1.Pointer.$Shape|null;
             *   motion?: farport.v1.Motion.$Shape|null;
             *   wheel?: farport.v1.Wheel.$Shape|null;
             *   releaseAll?: farport.v1.ReleaseAll.$Shape|null;
             *   clipboardOffer?: farport.v1.ClipboardOffer.$Shape|null;
             *   clipboardRequest?: farport.v1.ClipboardRequest.$Shape|null;
             *   clipboardData?: farport.v1.ClipboardData.$Shape|null;
             *   payload?: Uint8Array|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "hello"; hello: farport.v1.Hello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.Welcome.$Shape; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "acknowledge"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge: farport.v1.Acknowledge.$Shape; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "scanout"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout: farport.v1.Scanout.$Shape; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "draw"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw: farport.v1.Draw.$Shape; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "cursorShape"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape: farport.v1.CursorShape.$Shape; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "cursorPosition"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition: farport.v1.CursorPosition.$Shape; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "leds"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds: farport.v1.Leds.$Shape; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardState"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState: farport.v1.ClipboardState.$Shape; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "headPlace"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace: farport.v1.HeadPlace.$Shape; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "presented"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented: farport.v1.Presented.$Shape; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "refresh"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh: farport.v1.Refresh.$Shape; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "monitors"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors: farport.v1.Monitors.$Shape; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "key"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key: farport.v1.Key.$Shape; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "pointer"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer: farport.v1.Pointer.$Shape; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "motion"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion: farport.v1.Motion.$Shape; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "wheel"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel: farport.v1.Wheel.$Shape; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "releaseAll"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll: farport.v1.ReleaseAll.$Shape; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardOffer"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer: farport.v1.ClipboardOffer.$Shape; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardRequest"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest: farport.v1.ClipboardRequest.$Shape; clipboardData?: null }|{ body?: "clipboardData"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData: farport.v1.ClipboardData.$Shape })
             * )} farport.v1.DisplayFrame.$Shape
             */

            /**
             * Constructs a new DisplayFrame.
             * @memberof farport.v1
             * @classdesc Represents a DisplayFrame.
             * @constructor
             * @param {farport.v1.DisplayFrame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DisplayFrame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DisplayFrame seq.
             * @member {number} seq
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DisplayFrame ack.
             * @member {number} ack
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.ack = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DisplayFrame credit.
             * @member {number} credit
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.credit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DisplayFrame hello.
             * @member {farport.v1.Hello.$Properties|null|undefined} hello
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.hello = null;

            /**
             * DisplayFrame welcome.
             * @member {farport.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.welcome = null;

            /**
             * DisplayFrame ping.
             * @member {farport.v1.Ping.$Properties|null|undefined} ping
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.ping = null;

            /**
             * DisplayFrame pong.
             * @member {farport.v1.Pong.$Properties|null|undefined} pong
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.pong = null;

            /**
             * DisplayFrame error.
             * @member {farport.v1.Error.$Properties|null|undefined} error
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.error = null;

            /**
             * DisplayFrame acknowledge.
             * @member {farport.v1.Acknowledge.$Properties|null|undefined} acknowledge
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.acknowledge = null;

            /**
             * DisplayFrame scanout.
             * @member {farport.v1.Scanout.$Properties|null|undefined} scanout
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.scanout = null;

            /**
             * DisplayFrame draw.
             * @member {farport.v1.Draw.$Properties|null|undefined} draw
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.draw = null;

            /**
             * DisplayFrame cursorShape.
             * @member {farport.v1.CursorShape.$Properties|null|undefined} cursorShape
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.cursorShape = null;

            /**
             * DisplayFrame cursorPosition.
             * @member {farport.v1.CursorPosition.$Properties|null|undefined} cursorPosition
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.cursorPosition = null;

            /**
             * DisplayFrame leds.
             * @member {farport.v1.Leds.$Properties|null|undefined} leds
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.leds = null;

            /**
             * DisplayFrame clipboardState.
             * @member {farport.v1.ClipboardState.$Properties|null|undefined} clipboardState
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.clipboardState = null;

            /**
             * DisplayFrame headPlace.
             * @member {farport.v1.HeadPlace.$Properties|null|undefined} headPlace
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.headPlace = null;

            /**
             * DisplayFrame presented.
             * @member {farport.v1.Presented.$Properties|null|undefined} presented
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.presented = null;

            /**
             * DisplayFrame refresh.
             * @member {farport.v1.Refresh.$Properties|null|undefined} refresh
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.refresh = null;

            /**
             * DisplayFrame monitors.
             * @member {farport.v1.Monitors.$Properties|null|undefined} monitors
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.monitors = null;

            /**
             * DisplayFrame key.
             * @member {farport.v1.Key.$Properties|null|undefined} key
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.key = null;

            /**
             * DisplayFrame pointer.
             * @member {farport.v1.Pointer.$Properties|null|undefined} pointer
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.pointer = null;

            /**
             * DisplayFrame motion.
             * @member {farport.v1.Motion.$Properties|null|undefined} motion
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.motion = null;

            /**
             * DisplayFrame wheel.
             * @member {farport.v1.Wheel.$Properties|null|undefined} wheel
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.wheel = null;

            /**
             * DisplayFrame releaseAll.
             * @member {farport.v1.ReleaseAll.$Properties|null|undefined} releaseAll
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.releaseAll = null;

            /**
             * DisplayFrame clipboardOffer.
             * @member {farport.v1.ClipboardOffer.$Properties|null|undefined} clipboardOffer
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.clipboardOffer = null;

            /**
             * DisplayFrame clipboardRequest.
             * @member {farport.v1.ClipboardRequest.$Properties|null|undefined} clipboardRequest
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.clipboardRequest = null;

            /**
             * DisplayFrame clipboardData.
             * @member {farport.v1.ClipboardData.$Properties|null|undefined} clipboardData
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.clipboardData = null;

            /**
             * DisplayFrame payload.
             * @member {Uint8Array} payload
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            DisplayFrame.prototype.payload = $util.newBuffer([]);

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * DisplayFrame body.
             * @member {"hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"scanout"|"draw"|"cursorShape"|"cursorPosition"|"leds"|"clipboardState"|"headPlace"|"presented"|"refresh"|"monitors"|"key"|"pointer"|"motion"|"wheel"|"releaseAll"|"clipboardOffer"|"clipboardRequest"|"clipboardData"|undefined} body
             * @memberof farport.v1.DisplayFrame
             * @instance
             */
            $Object.defineProperty(DisplayFrame.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "welcome", "ping", "pong", "error", "acknowledge", "scanout", "draw", "cursorShape", "cursorPosition", "leds", "clipboardState", "headPlace", "presented", "refresh", "monitors", "key", "pointer", "motion", "wheel", "releaseAll", "clipboardOffer", "clipboardRequest", "clipboardData"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified DisplayFrame message. Does not implicitly {@link farport.v1.DisplayFrame.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.DisplayFrame
             * @static
             * @param {farport.v1.DisplayFrame.$Properties} message DisplayFrame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DisplayFrame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack") && (typeof message.ack === "object" ? message.ack.low || message.ack.high : message.ack !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.ack);
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && (typeof message.credit === "object" ? message.credit.low || message.credit.high : message.credit !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.credit);
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.farport.v1.Hello.encode(message.hello, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.farport.v1.Welcome.encode(message.welcome, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                    $root.farport.v1.Ping.encode(message.ping, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                    $root.farport.v1.Pong.encode(message.pong, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.farport.v1.Error.encode(message.error, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.acknowledge != null && $Object.hasOwnProperty.call(message, "acknowledge"))
                    $root.farport.v1.Acknowledge.encode(message.acknowledge, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.scanout != null && $Object.hasOwnProperty.call(message, "scanout"))
                    $root.farport.v1.Scanout.encode(message.scanout, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.draw != null && $Object.hasOwnProperty.call(message, "draw"))
                    $root.farport.v1.Draw.encode(message.draw, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.cursorShape != null && $Object.hasOwnProperty.call(message, "cursorShape"))
                    $root.farport.v1.CursorShape.encode(message.cursorShape, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.cursorPosition != null && $Object.hasOwnProperty.call(message, "cursorPosition"))
                    $root.farport.v1.CursorPosition.encode(message.cursorPosition, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.leds != null && $Object.hasOwnProperty.call(message, "leds"))
                    $root.farport.v1.Leds.encode(message.leds, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.clipboardState != null && $Object.hasOwnProperty.call(message, "clipboardState"))
                    $root.farport.v1.ClipboardState.encode(message.clipboardState, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.headPlace != null && $Object.hasOwnProperty.call(message, "headPlace"))
                    $root.farport.v1.HeadPlace.encode(message.headPlace, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.presented != null && $Object.hasOwnProperty.call(message, "presented"))
                    $root.farport.v1.Presented.encode(message.presented, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                if (message.refresh != null && $Object.hasOwnProperty.call(message, "refresh"))
                    $root.farport.v1.Refresh.encode(message.refresh, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.monitors != null && $Object.hasOwnProperty.call(message, "monitors"))
                    $root.farport.v1.Monitors.encode(message.monitors, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    $root.farport.v1.Key.encode(message.key, writer.uint32(/* id 35, wireType 2 =*/282).fork(), _depth + 1).ldelim();
                if (message.pointer != null && $Object.hasOwnProperty.call(message, "pointer"))
                    $root.farport.v1.Pointer.encode(message.pointer, writer.uint32(/* id 36, wireType 2 =*/290).fork(), _depth + 1).ldelim();
                if (message.motion != null && $Object.hasOwnProperty.call(message, "motion"))
                    $root.farport.v1.Motion.encode(message.motion, writer.uint32(/* id 37, wireType 2 =*/298).fork(), _depth + 1).ldelim();
                if (message.wheel != null && $Object.hasOwnProperty.call(message, "wheel"))
                    $root.farport.v1.Wheel.encode(message.wheel, writer.uint32(/* id 38, wireType 2 =*/306).fork(), _depth + 1).ldelim();
                if (message.releaseAll != null && $Object.hasOwnProperty.call(message, "releaseAll"))
                    $root.farport.v1.ReleaseAll.encode(message.releaseAll, writer.uint32(/* id 39, wireType 2 =*/314).fork(), _depth + 1).ldelim();
                if (message.clipboardOffer != null && $Object.hasOwnProperty.call(message, "clipboardOffer"))
                    $root.farport.v1.ClipboardOffer.encode(message.clipboardOffer, writer.uint32(/* id 40, wireType 2 =*/322).fork(), _depth + 1).ldelim();
                if (message.clipboardRequest != null && $Object.hasOwnProperty.call(message, "clipboardRequest"))
                    $root.farport.v1.ClipboardRequest.encode(message.clipboardRequest, writer.uint32(/* id 41, wireType 2 =*/330).fork(), _depth + 1).ldelim();
                if (message.clipboardData != null && $Object.hasOwnProperty.call(message, "clipboardData"))
                    $root.farport.v1.ClipboardData.encode(message.clipboardData, writer.uint32(/* id 42, wireType 2 =*/338).fork(), _depth + 1).ldelim();
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 100, wireType 2 =*/802).bytes(message.payload);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DisplayFrame message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.DisplayFrame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.DisplayFrame & farport.v1.DisplayFrame.$Shape} DisplayFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DisplayFrame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.DisplayFrame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ack = value;
                            else
                                delete message.ack;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.farport.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.farport.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.body = "welcome";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.ping = $root.farport.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                            message.body = "ping";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.pong = $root.farport.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                            message.body = "pong";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.farport.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            message.body = "error";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.acknowledge = $root.farport.v1.Acknowledge.decode(reader, reader.size(), $undefined, _depth + 1, message.acknowledge);
                            message.body = "acknowledge";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.scanout = $root.farport.v1.Scanout.decode(reader, reader.size(), $undefined, _depth + 1, message.scanout);
                            message.body = "scanout";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.draw = $root.farport.v1.Draw.decode(reader, reader.size(), $undefined, _depth + 1, message.draw);
                            message.body = "draw";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.cursorShape = $root.farport.v1.CursorShape.decode(reader, reader.size(), $undefined, _depth + 1, message.cursorShape);
                            message.body = "cursorShape";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.cursorPosition = $root.farport.v1.CursorPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.cursorPosition);
                            message.body = "cursorPosition";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.leds = $root.farport.v1.Leds.decode(reader, reader.size(), $undefined, _depth + 1, message.leds);
                            message.body = "leds";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.clipboardState = $root.farport.v1.ClipboardState.decode(reader, reader.size(), $undefined, _depth + 1, message.clipboardState);
                            message.body = "clipboardState";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.headPlace = $root.farport.v1.HeadPlace.decode(reader, reader.size(), $undefined, _depth + 1, message.headPlace);
                            message.body = "headPlace";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.presented = $root.farport.v1.Presented.decode(reader, reader.size(), $undefined, _depth + 1, message.presented);
                            message.body = "presented";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.refresh = $root.farport.v1.Refresh.decode(reader, reader.size(), $undefined, _depth + 1, message.refresh);
                            message.body = "refresh";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.monitors = $root.farport.v1.Monitors.decode(reader, reader.size(), $undefined, _depth + 1, message.monitors);
                            message.body = "monitors";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            message.key = $root.farport.v1.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                            message.body = "key";
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            message.pointer = $root.farport.v1.Pointer.decode(reader, reader.size(), $undefined, _depth + 1, message.pointer);
                            message.body = "pointer";
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            message.motion = $root.farport.v1.Motion.decode(reader, reader.size(), $undefined, _depth + 1, message.motion);
                            message.body = "motion";
                            continue;
                        }
                    case 38: {
                            if (wireType !== 2)
                                break;
                            message.wheel = $root.farport.v1.Wheel.decode(reader, reader.size(), $undefined, _depth + 1, message.wheel);
                            message.body = "wheel";
                            continue;
                        }
                    case 39: {
                            if (wireType !== 2)
                                break;
                            message.releaseAll = $root.farport.v1.ReleaseAll.decode(reader, reader.size(), $undefined, _depth + 1, message.releaseAll);
                            message.body = "releaseAll";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            message.clipboardOffer = $root.farport.v1.ClipboardOffer.decode(reader, reader.size(), $undefined, _depth + 1, message.clipboardOffer);
                            message.body = "clipboardOffer";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.clipboardRequest = $root.farport.v1.ClipboardRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.clipboardRequest);
                            message.body = "clipboardRequest";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.clipboardData = $root.farport.v1.ClipboardData.decode(reader, reader.size(), $undefined, _depth + 1, message.clipboardData);
                            message.body = "clipboardData";
                            continue;
                        }
                    case 100: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DisplayFrame;
        })();

        v1.Scanout = (function() {

            /**
             * Properties of a Scanout.
             * @typedef {Object} farport.v1.Scanout.$Properties
             * @property {number|null} [head] Scanout head
             * @property {number|null} [width] Scanout width
             * @property {number|null} [height] Scanout height
             * @property {number|null} [x] Scanout x
             * @property {number|null} [y] Scanout y
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Scanout.
             * @memberof farport.v1
             * @interface IScanout
             * @augments farport.v1.Scanout.$Properties
             * @deprecated Use farport.v1.Scanout.$Properties instead.
             */

            /**
             * Shape of a Scanout.
             * @typedef {farport.v1.Scanout.$Properties} farport.v1.Scanout.$Shape
             */

            /**
             * Constructs a new Scanout.
             * @memberof farport.v1
             * @classdesc Represents a Scanout.
             * @constructor
             * @param {farport.v1.Scanout.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Scanout = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Scanout head.
             * @member {number} head
             * @memberof farport.v1.Scanout
             * @instance
             */
            Scanout.prototype.head = 0;

            /**
             * Scanout width.
             * @member {number} width
             * @memberof farport.v1.Scanout
             * @instance
             */
            Scanout.prototype.width = 0;

            /**
             * Scanout height.
             * @member {number} height
             * @memberof farport.v1.Scanout
             * @instance
             */
            Scanout.prototype.height = 0;

            /**
             * Scanout x.
             * @member {number} x
             * @memberof farport.v1.Scanout
             * @instance
             */
            Scanout.prototype.x = 0;

            /**
             * Scanout y.
             * @member {number} y
             * @memberof farport.v1.Scanout
             * @instance
             */
            Scanout.prototype.y = 0;

            /**
             * Encodes the specified Scanout message. Does not implicitly {@link farport.v1.Scanout.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Scanout
             * @static
             * @param {farport.v1.Scanout.$Properties} message Scanout message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Scanout.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.width != null && $Object.hasOwnProperty.call(message, "width") && message.width !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.width);
                if (message.height != null && $Object.hasOwnProperty.call(message, "height") && message.height !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.height);
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.y);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Scanout message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Scanout
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Scanout & farport.v1.Scanout.$Shape} Scanout
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Scanout.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Scanout();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.width = value;
                            else
                                delete message.width;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.height = value;
                            else
                                delete message.height;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Scanout;
        })();

        v1.Draw = (function() {

            /**
             * Properties of a Draw.
             * @typedef {Object} farport.v1.Draw.$Properties
             * @property {number|null} [head] Draw head
             * @property {number|null} [frame] Draw frame
             * @property {boolean|null} [more] Draw more
             * @property {Uint8Array|null} [operations] Draw operations
             * @property {boolean|null} [restart] Draw restart
             * @property {boolean|null} [lazy] Draw lazy
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Draw.
             * @memberof farport.v1
             * @interface IDraw
             * @augments farport.v1.Draw.$Properties
             * @deprecated Use farport.v1.Draw.$Properties instead.
             */

            /**
             * Shape of a Draw.
             * @typedef {farport.v1.Draw.$Properties} farport.v1.Draw.$Shape
             */

            /**
             * Constructs a new Draw.
             * @memberof farport.v1
             * @classdesc Represents a Draw.
             * @constructor
             * @param {farport.v1.Draw.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Draw = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Draw head.
             * @member {number} head
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.head = 0;

            /**
             * Draw frame.
             * @member {number} frame
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.frame = 0;

            /**
             * Draw more.
             * @member {boolean} more
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.more = false;

            /**
             * Draw operations.
             * @member {Uint8Array} operations
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.operations = $util.newBuffer([]);

            /**
             * Draw restart.
             * @member {boolean} restart
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.restart = false;

            /**
             * Draw lazy.
             * @member {boolean} lazy
             * @memberof farport.v1.Draw
             * @instance
             */
            Draw.prototype.lazy = false;

            /**
             * Encodes the specified Draw message. Does not implicitly {@link farport.v1.Draw.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Draw
             * @static
             * @param {farport.v1.Draw.$Properties} message Draw message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Draw.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.frame);
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.more);
                if (message.operations != null && $Object.hasOwnProperty.call(message, "operations") && message.operations.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.operations);
                if (message.restart != null && $Object.hasOwnProperty.call(message, "restart") && message.restart !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.restart);
                if (message.lazy != null && $Object.hasOwnProperty.call(message, "lazy") && message.lazy !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.lazy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Draw message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Draw
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Draw & farport.v1.Draw.$Shape} Draw
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Draw.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Draw();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.frame = value;
                            else
                                delete message.frame;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.operations = value;
                            else
                                delete message.operations;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.restart = value;
                            else
                                delete message.restart;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.lazy = value;
                            else
                                delete message.lazy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Draw;
        })();

        v1.CursorShape = (function() {

            /**
             * Properties of a CursorShape.
             * @typedef {Object} farport.v1.CursorShape.$Properties
             * @property {number|null} [head] CursorShape head
             * @property {number|null} [width] CursorShape width
             * @property {number|null} [height] CursorShape height
             * @property {number|null} [hotX] CursorShape hotX
             * @property {number|null} [hotY] CursorShape hotY
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CursorShape.
             * @memberof farport.v1
             * @interface ICursorShape
             * @augments farport.v1.CursorShape.$Properties
             * @deprecated Use farport.v1.CursorShape.$Properties instead.
             */

            /**
             * Shape of a CursorShape.
             * @typedef {farport.v1.CursorShape.$Properties} farport.v1.CursorShape.$Shape
             */

            /**
             * Constructs a new CursorShape.
             * @memberof farport.v1
             * @classdesc Represents a CursorShape.
             * @constructor
             * @param {farport.v1.CursorShape.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CursorShape = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CursorShape head.
             * @member {number} head
             * @memberof farport.v1.CursorShape
             * @instance
             */
            CursorShape.prototype.head = 0;

            /**
             * CursorShape width.
             * @member {number} width
             * @memberof farport.v1.CursorShape
             * @instance
             */
            CursorShape.prototype.width = 0;

            /**
             * CursorShape height.
             * @member {number} height
             * @memberof farport.v1.CursorShape
             * @instance
             */
            CursorShape.prototype.height = 0;

            /**
             * CursorShape hotX.
             * @member {number} hotX
             * @memberof farport.v1.CursorShape
             * @instance
             */
            CursorShape.prototype.hotX = 0;

            /**
             * CursorShape hotY.
             * @member {number} hotY
             * @memberof farport.v1.CursorShape
             * @instance
             */
            CursorShape.prototype.hotY = 0;

            /**
             * Encodes the specified CursorShape message. Does not implicitly {@link farport.v1.CursorShape.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.CursorShape
             * @static
             * @param {farport.v1.CursorShape.$Properties} message CursorShape message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CursorShape.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.width != null && $Object.hasOwnProperty.call(message, "width") && message.width !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.width);
                if (message.height != null && $Object.hasOwnProperty.call(message, "height") && message.height !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.height);
                if (message.hotX != null && $Object.hasOwnProperty.call(message, "hotX") && message.hotX !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.hotX);
                if (message.hotY != null && $Object.hasOwnProperty.call(message, "hotY") && message.hotY !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.hotY);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CursorShape message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.CursorShape
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.CursorShape & farport.v1.CursorShape.$Shape} CursorShape
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CursorShape.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.CursorShape();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.width = value;
                            else
                                delete message.width;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.height = value;
                            else
                                delete message.height;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hotX = value;
                            else
                                delete message.hotX;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hotY = value;
                            else
                                delete message.hotY;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CursorShape;
        })();

        v1.HeadPlace = (function() {

            /**
             * Properties of a HeadPlace.
             * @typedef {Object} farport.v1.HeadPlace.$Properties
             * @property {number|null} [head] HeadPlace head
             * @property {number|null} [x] HeadPlace x
             * @property {number|null} [y] HeadPlace y
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HeadPlace.
             * @memberof farport.v1
             * @interface IHeadPlace
             * @augments farport.v1.HeadPlace.$Properties
             * @deprecated Use farport.v1.HeadPlace.$Properties instead.
             */

            /**
             * Shape of a HeadPlace.
             * @typedef {farport.v1.HeadPlace.$Properties} farport.v1.HeadPlace.$Shape
             */

            /**
             * Constructs a new HeadPlace.
             * @memberof farport.v1
             * @classdesc Represents a HeadPlace.
             * @constructor
             * @param {farport.v1.HeadPlace.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HeadPlace = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HeadPlace head.
             * @member {number} head
             * @memberof farport.v1.HeadPlace
             * @instance
             */
            HeadPlace.prototype.head = 0;

            /**
             * HeadPlace x.
             * @member {number} x
             * @memberof farport.v1.HeadPlace
             * @instance
             */
            HeadPlace.prototype.x = 0;

            /**
             * HeadPlace y.
             * @member {number} y
             * @memberof farport.v1.HeadPlace
             * @instance
             */
            HeadPlace.prototype.y = 0;

            /**
             * Encodes the specified HeadPlace message. Does not implicitly {@link farport.v1.HeadPlace.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.HeadPlace
             * @static
             * @param {farport.v1.HeadPlace.$Properties} message HeadPlace message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HeadPlace.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.y);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HeadPlace message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.HeadPlace
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.HeadPlace & farport.v1.HeadPlace.$Shape} HeadPlace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HeadPlace.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.HeadPlace();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HeadPlace;
        })();

        v1.CursorPosition = (function() {

            /**
             * Properties of a CursorPosition.
             * @typedef {Object} farport.v1.CursorPosition.$Properties
             * @property {number|null} [head] CursorPosition head
             * @property {number|null} [x] CursorPosition x
             * @property {number|null} [y] CursorPosition y
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CursorPosition.
             * @memberof farport.v1
             * @interface ICursorPosition
             * @augments farport.v1.CursorPosition.$Properties
             * @deprecated Use farport.v1.CursorPosition.$Properties instead.
             */

            /**
             * Shape of a CursorPosition.
             * @typedef {farport.v1.CursorPosition.$Properties} farport.v1.CursorPosition.$Shape
             */

            /**
             * Constructs a new CursorPosition.
             * @memberof farport.v1
             * @classdesc Represents a CursorPosition.
             * @constructor
             * @param {farport.v1.CursorPosition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CursorPosition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CursorPosition head.
             * @member {number} head
             * @memberof farport.v1.CursorPosition
             * @instance
             */
            CursorPosition.prototype.head = 0;

            /**
             * CursorPosition x.
             * @member {number} x
             * @memberof farport.v1.CursorPosition
             * @instance
             */
            CursorPosition.prototype.x = 0;

            /**
             * CursorPosition y.
             * @member {number} y
             * @memberof farport.v1.CursorPosition
             * @instance
             */
            CursorPosition.prototype.y = 0;

            /**
             * Encodes the specified CursorPosition message. Does not implicitly {@link farport.v1.CursorPosition.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.CursorPosition
             * @static
             * @param {farport.v1.CursorPosition.$Properties} message CursorPosition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CursorPosition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).sint32(message.y);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CursorPosition message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.CursorPosition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.CursorPosition & farport.v1.CursorPosition.$Shape} CursorPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CursorPosition.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.CursorPosition();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CursorPosition;
        })();

        v1.Leds = (function() {

            /**
             * Properties of a Leds.
             * @typedef {Object} farport.v1.Leds.$Properties
             * @property {boolean|null} [num] Leds num
             * @property {boolean|null} [caps] Leds caps
             * @property {boolean|null} [scroll] Leds scroll
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Leds.
             * @memberof farport.v1
             * @interface ILeds
             * @augments farport.v1.Leds.$Properties
             * @deprecated Use farport.v1.Leds.$Properties instead.
             */

            /**
             * Shape of a Leds.
             * @typedef {farport.v1.Leds.$Properties} farport.v1.Leds.$Shape
             */

            /**
             * Constructs a new Leds.
             * @memberof farport.v1
             * @classdesc Represents a Leds.
             * @constructor
             * @param {farport.v1.Leds.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Leds = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Leds num.
             * @member {boolean} num
             * @memberof farport.v1.Leds
             * @instance
             */
            Leds.prototype.num = false;

            /**
             * Leds caps.
             * @member {boolean} caps
             * @memberof farport.v1.Leds
             * @instance
             */
            Leds.prototype.caps = false;

            /**
             * Leds scroll.
             * @member {boolean} scroll
             * @memberof farport.v1.Leds
             * @instance
             */
            Leds.prototype.scroll = false;

            /**
             * Encodes the specified Leds message. Does not implicitly {@link farport.v1.Leds.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Leds
             * @static
             * @param {farport.v1.Leds.$Properties} message Leds message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Leds.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.num != null && $Object.hasOwnProperty.call(message, "num") && message.num !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.num);
                if (message.caps != null && $Object.hasOwnProperty.call(message, "caps") && message.caps !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.caps);
                if (message.scroll != null && $Object.hasOwnProperty.call(message, "scroll") && message.scroll !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.scroll);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Leds message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Leds
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Leds & farport.v1.Leds.$Shape} Leds
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Leds.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Leds();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.num = value;
                            else
                                delete message.num;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.caps = value;
                            else
                                delete message.caps;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.scroll = value;
                            else
                                delete message.scroll;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Leds;
        })();

        v1.Presented = (function() {

            /**
             * Properties of a Presented.
             * @typedef {Object} farport.v1.Presented.$Properties
             * @property {number|null} [frame] Presented frame
             * @property {number|null} [decoded] Presented decoded
             * @property {number|null} [decodeUs] Presented decodeUs
             * @property {number|null} [presentUs] Presented presentUs
             * @property {number|null} [heldUs] Presented heldUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Presented.
             * @memberof farport.v1
             * @interface IPresented
             * @augments farport.v1.Presented.$Properties
             * @deprecated Use farport.v1.Presented.$Properties instead.
             */

            /**
             * Shape of a Presented.
             * @typedef {farport.v1.Presented.$Properties} farport.v1.Presented.$Shape
             */

            /**
             * Constructs a new Presented.
             * @memberof farport.v1
             * @classdesc Represents a Presented.
             * @constructor
             * @param {farport.v1.Presented.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Presented = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Presented frame.
             * @member {number} frame
             * @memberof farport.v1.Presented
             * @instance
             */
            Presented.prototype.frame = 0;

            /**
             * Presented decoded.
             * @member {number} decoded
             * @memberof farport.v1.Presented
             * @instance
             */
            Presented.prototype.decoded = 0;

            /**
             * Presented decodeUs.
             * @member {number} decodeUs
             * @memberof farport.v1.Presented
             * @instance
             */
            Presented.prototype.decodeUs = 0;

            /**
             * Presented presentUs.
             * @member {number} presentUs
             * @memberof farport.v1.Presented
             * @instance
             */
            Presented.prototype.presentUs = 0;

            /**
             * Presented heldUs.
             * @member {number} heldUs
             * @memberof farport.v1.Presented
             * @instance
             */
            Presented.prototype.heldUs = 0;

            /**
             * Encodes the specified Presented message. Does not implicitly {@link farport.v1.Presented.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Presented
             * @static
             * @param {farport.v1.Presented.$Properties} message Presented message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Presented.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.frame);
                if (message.decoded != null && $Object.hasOwnProperty.call(message, "decoded") && message.decoded !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.decoded);
                if (message.decodeUs != null && $Object.hasOwnProperty.call(message, "decodeUs") && message.decodeUs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.decodeUs);
                if (message.presentUs != null && $Object.hasOwnProperty.call(message, "presentUs") && message.presentUs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.presentUs);
                if (message.heldUs != null && $Object.hasOwnProperty.call(message, "heldUs") && message.heldUs !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.heldUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Presented message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Presented
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Presented & farport.v1.Presented.$Shape} Presented
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Presented.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Presented();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.frame = value;
                            else
                                delete message.frame;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.decoded = value;
                            else
                                delete message.decoded;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.decodeUs = value;
                            else
                                delete message.decodeUs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.presentUs = value;
                            else
                                delete message.presentUs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heldUs = value;
                            else
                                delete message.heldUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Presented;
        })();

        v1.Refresh = (function() {

            /**
             * Properties of a Refresh.
             * @typedef {Object} farport.v1.Refresh.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Refresh.
             * @memberof farport.v1
             * @interface IRefresh
             * @augments farport.v1.Refresh.$Properties
             * @deprecated Use farport.v1.Refresh.$Properties instead.
             */

            /**
             * Shape of a Refresh.
             * @typedef {farport.v1.Refresh.$Properties} farport.v1.Refresh.$Shape
             */

            /**
             * Constructs a new Refresh.
             * @memberof farport.v1
             * @classdesc Represents a Refresh.
             * @constructor
             * @param {farport.v1.Refresh.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Refresh = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified Refresh message. Does not implicitly {@link farport.v1.Refresh.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Refresh
             * @static
             * @param {farport.v1.Refresh.$Properties} message Refresh message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Refresh.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Refresh message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Refresh
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Refresh & farport.v1.Refresh.$Shape} Refresh
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Refresh.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Refresh();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Refresh;
        })();

        v1.Monitor = (function() {

            /**
             * Properties of a Monitor.
             * @typedef {Object} farport.v1.Monitor.$Properties
             * @property {number|null} [x] Monitor x
             * @property {number|null} [y] Monitor y
             * @property {number|null} [width] Monitor width
             * @property {number|null} [height] Monitor height
             * @property {number|null} [widthMm] Monitor widthMm
             * @property {number|null} [heightMm] Monitor heightMm
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Monitor.
             * @memberof farport.v1
             * @interface IMonitor
             * @augments farport.v1.Monitor.$Properties
             * @deprecated Use farport.v1.Monitor.$Properties instead.
             */

            /**
             * Shape of a Monitor.
             * @typedef {farport.v1.Monitor.$Properties} farport.v1.Monitor.$Shape
             */

            /**
             * Constructs a new Monitor.
             * @memberof farport.v1
             * @classdesc Represents a Monitor.
             * @constructor
             * @param {farport.v1.Monitor.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Monitor = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Monitor x.
             * @member {number} x
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.x = 0;

            /**
             * Monitor y.
             * @member {number} y
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.y = 0;

            /**
             * Monitor width.
             * @member {number} width
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.width = 0;

            /**
             * Monitor height.
             * @member {number} height
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.height = 0;

            /**
             * Monitor widthMm.
             * @member {number} widthMm
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.widthMm = 0;

            /**
             * Monitor heightMm.
             * @member {number} heightMm
             * @memberof farport.v1.Monitor
             * @instance
             */
            Monitor.prototype.heightMm = 0;

            /**
             * Encodes the specified Monitor message. Does not implicitly {@link farport.v1.Monitor.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Monitor
             * @static
             * @param {farport.v1.Monitor.$Properties} message Monitor message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Monitor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.y);
                if (message.width != null && $Object.hasOwnProperty.call(message, "width") && message.width !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.width);
                if (message.height != null && $Object.hasOwnProperty.call(message, "height") && message.height !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.height);
                if (message.widthMm != null && $Object.hasOwnProperty.call(message, "widthMm") && message.widthMm !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.widthMm);
                if (message.heightMm != null && $Object.hasOwnProperty.call(message, "heightMm") && message.heightMm !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.heightMm);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Monitor message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Monitor
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Monitor & farport.v1.Monitor.$Shape} Monitor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Monitor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Monitor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.width = value;
                            else
                                delete message.width;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.height = value;
                            else
                                delete message.height;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.widthMm = value;
                            else
                                delete message.widthMm;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heightMm = value;
                            else
                                delete message.heightMm;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Monitor;
        })();

        v1.Monitors = (function() {

            /**
             * Properties of a Monitors.
             * @typedef {Object} farport.v1.Monitors.$Properties
             * @property {Array.<farport.v1.Monitor.$Properties>|null} [monitors] Monitors monitors
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Monitors.
             * @memberof farport.v1
             * @interface IMonitors
             * @augments farport.v1.Monitors.$Properties
             * @deprecated Use farport.v1.Monitors.$Properties instead.
             */

            /**
             * Shape of a Monitors.
             * @typedef {farport.v1.Monitors.$Properties} farport.v1.Monitors.$Shape
             */

            /**
             * Constructs a new Monitors.
             * @memberof farport.v1
             * @classdesc Represents a Monitors.
             * @constructor
             * @param {farport.v1.Monitors.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Monitors = function (properties) {
                this.monitors = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Monitors monitors.
             * @member {Array.<farport.v1.Monitor.$Properties>} monitors
             * @memberof farport.v1.Monitors
             * @instance
             */
            Monitors.prototype.monitors = $util.emptyArray;

            /**
             * Encodes the specified Monitors message. Does not implicitly {@link farport.v1.Monitors.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Monitors
             * @static
             * @param {farport.v1.Monitors.$Properties} message Monitors message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Monitors.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.monitors != null && message.monitors.length)
                    for (let i = 0; i < message.monitors.length; ++i)
                        $root.farport.v1.Monitor.encode(message.monitors[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Monitors message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Monitors
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Monitors & farport.v1.Monitors.$Shape} Monitors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Monitors.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Monitors();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.monitors && message.monitors.length))
                                message.monitors = [];
                            message.monitors.push($root.farport.v1.Monitor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Monitors;
        })();

        v1.Key = (function() {

            /**
             * Properties of a Key.
             * @typedef {Object} farport.v1.Key.$Properties
             * @property {number|null} [code] Key code
             * @property {boolean|null} [down] Key down
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Key.
             * @memberof farport.v1
             * @interface IKey
             * @augments farport.v1.Key.$Properties
             * @deprecated Use farport.v1.Key.$Properties instead.
             */

            /**
             * Shape of a Key.
             * @typedef {farport.v1.Key.$Properties} farport.v1.Key.$Shape
             */

            /**
             * Constructs a new Key.
             * @memberof farport.v1
             * @classdesc Represents a Key.
             * @constructor
             * @param {farport.v1.Key.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Key = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Key code.
             * @member {number} code
             * @memberof farport.v1.Key
             * @instance
             */
            Key.prototype.code = 0;

            /**
             * Key down.
             * @member {boolean} down
             * @memberof farport.v1.Key
             * @instance
             */
            Key.prototype.down = false;

            /**
             * Encodes the specified Key message. Does not implicitly {@link farport.v1.Key.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Key
             * @static
             * @param {farport.v1.Key.$Properties} message Key message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Key.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.code);
                if (message.down != null && $Object.hasOwnProperty.call(message, "down") && message.down !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.down);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Key message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Key
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Key & farport.v1.Key.$Shape} Key
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Key.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Key();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.down = value;
                            else
                                delete message.down;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Key;
        })();

        v1.Pointer = (function() {

            /**
             * Properties of a Pointer.
             * @typedef {Object} farport.v1.Pointer.$Properties
             * @property {number|null} [head] Pointer head
             * @property {number|null} [x] Pointer x
             * @property {number|null} [y] Pointer y
             * @property {number|null} [buttons] Pointer buttons
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pointer.
             * @memberof farport.v1
             * @interface IPointer
             * @augments farport.v1.Pointer.$Properties
             * @deprecated Use farport.v1.Pointer.$Properties instead.
             */

            /**
             * Shape of a Pointer.
             * @typedef {farport.v1.Pointer.$Properties} farport.v1.Pointer.$Shape
             */

            /**
             * Constructs a new Pointer.
             * @memberof farport.v1
             * @classdesc Represents a Pointer.
             * @constructor
             * @param {farport.v1.Pointer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pointer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pointer head.
             * @member {number} head
             * @memberof farport.v1.Pointer
             * @instance
             */
            Pointer.prototype.head = 0;

            /**
             * Pointer x.
             * @member {number} x
             * @memberof farport.v1.Pointer
             * @instance
             */
            Pointer.prototype.x = 0;

            /**
             * Pointer y.
             * @member {number} y
             * @memberof farport.v1.Pointer
             * @instance
             */
            Pointer.prototype.y = 0;

            /**
             * Pointer buttons.
             * @member {number} buttons
             * @memberof farport.v1.Pointer
             * @instance
             */
            Pointer.prototype.buttons = 0;

            /**
             * Encodes the specified Pointer message. Does not implicitly {@link farport.v1.Pointer.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Pointer
             * @static
             * @param {farport.v1.Pointer.$Properties} message Pointer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pointer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.head);
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.y);
                if (message.buttons != null && $Object.hasOwnProperty.call(message, "buttons") && message.buttons !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.buttons);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pointer message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Pointer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Pointer & farport.v1.Pointer.$Shape} Pointer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pointer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Pointer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.head = value;
                            else
                                delete message.head;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.buttons = value;
                            else
                                delete message.buttons;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Pointer;
        })();

        v1.Motion = (function() {

            /**
             * Properties of a Motion.
             * @typedef {Object} farport.v1.Motion.$Properties
             * @property {number|null} [dx] Motion dx
             * @property {number|null} [dy] Motion dy
             * @property {number|null} [buttons] Motion buttons
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Motion.
             * @memberof farport.v1
             * @interface IMotion
             * @augments farport.v1.Motion.$Properties
             * @deprecated Use farport.v1.Motion.$Properties instead.
             */

            /**
             * Shape of a Motion.
             * @typedef {farport.v1.Motion.$Properties} farport.v1.Motion.$Shape
             */

            /**
             * Constructs a new Motion.
             * @memberof farport.v1
             * @classdesc Represents a Motion.
             * @constructor
             * @param {farport.v1.Motion.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Motion = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Motion dx.
             * @member {number} dx
             * @memberof farport.v1.Motion
             * @instance
             */
            Motion.prototype.dx = 0;

            /**
             * Motion dy.
             * @member {number} dy
             * @memberof farport.v1.Motion
             * @instance
             */
            Motion.prototype.dy = 0;

            /**
             * Motion buttons.
             * @member {number} buttons
             * @memberof farport.v1.Motion
             * @instance
             */
            Motion.prototype.buttons = 0;

            /**
             * Encodes the specified Motion message. Does not implicitly {@link farport.v1.Motion.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Motion
             * @static
             * @param {farport.v1.Motion.$Properties} message Motion message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Motion.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dx != null && $Object.hasOwnProperty.call(message, "dx") && message.dx !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).sint32(message.dx);
                if (message.dy != null && $Object.hasOwnProperty.call(message, "dy") && message.dy !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.dy);
                if (message.buttons != null && $Object.hasOwnProperty.call(message, "buttons") && message.buttons !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.buttons);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Motion message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Motion
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Motion & farport.v1.Motion.$Shape} Motion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Motion.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Motion();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.dx = value;
                            else
                                delete message.dx;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.dy = value;
                            else
                                delete message.dy;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.buttons = value;
                            else
                                delete message.buttons;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Motion;
        })();

        v1.Wheel = (function() {

            /**
             * Properties of a Wheel.
             * @typedef {Object} farport.v1.Wheel.$Properties
             * @property {number|null} [horizontal] Wheel horizontal
             * @property {number|null} [vertical] Wheel vertical
             * @property {boolean|null} [relative] Wheel relative
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Wheel.
             * @memberof farport.v1
             * @interface IWheel
             * @augments farport.v1.Wheel.$Properties
             * @deprecated Use farport.v1.Wheel.$Properties instead.
             */

            /**
             * Shape of a Wheel.
             * @typedef {farport.v1.Wheel.$Properties} farport.v1.Wheel.$Shape
             */

            /**
             * Constructs a new Wheel.
             * @memberof farport.v1
             * @classdesc Represents a Wheel.
             * @constructor
             * @param {farport.v1.Wheel.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Wheel = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Wheel horizontal.
             * @member {number} horizontal
             * @memberof farport.v1.Wheel
             * @instance
             */
            Wheel.prototype.horizontal = 0;

            /**
             * Wheel vertical.
             * @member {number} vertical
             * @memberof farport.v1.Wheel
             * @instance
             */
            Wheel.prototype.vertical = 0;

            /**
             * Wheel relative.
             * @member {boolean} relative
             * @memberof farport.v1.Wheel
             * @instance
             */
            Wheel.prototype.relative = false;

            /**
             * Encodes the specified Wheel message. Does not implicitly {@link farport.v1.Wheel.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.Wheel
             * @static
             * @param {farport.v1.Wheel.$Properties} message Wheel message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Wheel.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.horizontal != null && $Object.hasOwnProperty.call(message, "horizontal") && message.horizontal !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).sint32(message.horizontal);
                if (message.vertical != null && $Object.hasOwnProperty.call(message, "vertical") && message.vertical !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.vertical);
                if (message.relative != null && $Object.hasOwnProperty.call(message, "relative") && message.relative !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.relative);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Wheel message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.Wheel
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.Wheel & farport.v1.Wheel.$Shape} Wheel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Wheel.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.Wheel();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.horizontal = value;
                            else
                                delete message.horizontal;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.vertical = value;
                            else
                                delete message.vertical;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.relative = value;
                            else
                                delete message.relative;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Wheel;
        })();

        v1.ReleaseAll = (function() {

            /**
             * Properties of a ReleaseAll.
             * @typedef {Object} farport.v1.ReleaseAll.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReleaseAll.
             * @memberof farport.v1
             * @interface IReleaseAll
             * @augments farport.v1.ReleaseAll.$Properties
             * @deprecated Use farport.v1.ReleaseAll.$Properties instead.
             */

            /**
             * Shape of a ReleaseAll.
             * @typedef {farport.v1.ReleaseAll.$Properties} farport.v1.ReleaseAll.$Shape
             */

            /**
             * Constructs a new ReleaseAll.
             * @memberof farport.v1
             * @classdesc Represents a ReleaseAll.
             * @constructor
             * @param {farport.v1.ReleaseAll.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReleaseAll = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified ReleaseAll message. Does not implicitly {@link farport.v1.ReleaseAll.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ReleaseAll
             * @static
             * @param {farport.v1.ReleaseAll.$Properties} message ReleaseAll message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReleaseAll.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReleaseAll message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ReleaseAll
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ReleaseAll & farport.v1.ReleaseAll.$Shape} ReleaseAll
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReleaseAll.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ReleaseAll();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReleaseAll;
        })();

        /**
         * ClipboardKind enum.
         * @name farport.v1.ClipboardKind
         * @enum {number}
         * @property {number} CLIPBOARD_KIND_TEXT=0 CLIPBOARD_KIND_TEXT value
         * @property {number} CLIPBOARD_KIND_PNG=1 CLIPBOARD_KIND_PNG value
         * @property {number} CLIPBOARD_KIND_BMP=2 CLIPBOARD_KIND_BMP value
         */
        v1.ClipboardKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CLIPBOARD_KIND_TEXT"] = 0;
            values[valuesById[1] = "CLIPBOARD_KIND_PNG"] = 1;
            values[valuesById[2] = "CLIPBOARD_KIND_BMP"] = 2;
            return values;
        })();

        v1.ClipboardState = (function() {

            /**
             * Properties of a ClipboardState.
             * @typedef {Object} farport.v1.ClipboardState.$Properties
             * @property {boolean|null} [guest] ClipboardState guest
             * @property {boolean|null} [toGuest] ClipboardState toGuest
             * @property {boolean|null} [fromGuest] ClipboardState fromGuest
             * @property {number|null} [maxBytes] ClipboardState maxBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClipboardState.
             * @memberof farport.v1
             * @interface IClipboardState
             * @augments farport.v1.ClipboardState.$Properties
             * @deprecated Use farport.v1.ClipboardState.$Properties instead.
             */

            /**
             * Shape of a ClipboardState.
             * @typedef {farport.v1.ClipboardState.$Properties} farport.v1.ClipboardState.$Shape
             */

            /**
             * Constructs a new ClipboardState.
             * @memberof farport.v1
             * @classdesc Represents a ClipboardState.
             * @constructor
             * @param {farport.v1.ClipboardState.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClipboardState = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClipboardState guest.
             * @member {boolean} guest
             * @memberof farport.v1.ClipboardState
             * @instance
             */
            ClipboardState.prototype.guest = false;

            /**
             * ClipboardState toGuest.
             * @member {boolean} toGuest
             * @memberof farport.v1.ClipboardState
             * @instance
             */
            ClipboardState.prototype.toGuest = false;

            /**
             * ClipboardState fromGuest.
             * @member {boolean} fromGuest
             * @memberof farport.v1.ClipboardState
             * @instance
             */
            ClipboardState.prototype.fromGuest = false;

            /**
             * ClipboardState maxBytes.
             * @member {number} maxBytes
             * @memberof farport.v1.ClipboardState
             * @instance
             */
            ClipboardState.prototype.maxBytes = 0;

            /**
             * Encodes the specified ClipboardState message. Does not implicitly {@link farport.v1.ClipboardState.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ClipboardState
             * @static
             * @param {farport.v1.ClipboardState.$Properties} message ClipboardState message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClipboardState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.guest != null && $Object.hasOwnProperty.call(message, "guest") && message.guest !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.guest);
                if (message.toGuest != null && $Object.hasOwnProperty.call(message, "toGuest") && message.toGuest !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.toGuest);
                if (message.fromGuest != null && $Object.hasOwnProperty.call(message, "fromGuest") && message.fromGuest !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.fromGuest);
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes") && message.maxBytes !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClipboardState message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ClipboardState
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardState & farport.v1.ClipboardState.$Shape} ClipboardState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClipboardState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ClipboardState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.guest = value;
                            else
                                delete message.guest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.toGuest = value;
                            else
                                delete message.toGuest;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.fromGuest = value;
                            else
                                delete message.fromGuest;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBytes = value;
                            else
                                delete message.maxBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClipboardState;
        })();

        v1.ClipboardOffer = (function() {

            /**
             * Properties of a ClipboardOffer.
             * @typedef {Object} farport.v1.ClipboardOffer.$Properties
             * @property {Array.<farport.v1.ClipboardKind>|null} [kinds] ClipboardOffer kinds
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClipboardOffer.
             * @memberof farport.v1
             * @interface IClipboardOffer
             * @augments farport.v1.ClipboardOffer.$Properties
             * @deprecated Use farport.v1.ClipboardOffer.$Properties instead.
             */

            /**
             * Shape of a ClipboardOffer.
             * @typedef {farport.v1.ClipboardOffer.$Properties} farport.v1.ClipboardOffer.$Shape
             */

            /**
             * Constructs a new ClipboardOffer.
             * @memberof farport.v1
             * @classdesc Represents a ClipboardOffer.
             * @constructor
             * @param {farport.v1.ClipboardOffer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClipboardOffer = function (properties) {
                this.kinds = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClipboardOffer kinds.
             * @member {Array.<farport.v1.ClipboardKind>} kinds
             * @memberof farport.v1.ClipboardOffer
             * @instance
             */
            ClipboardOffer.prototype.kinds = $util.emptyArray;

            /**
             * Encodes the specified ClipboardOffer message. Does not implicitly {@link farport.v1.ClipboardOffer.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ClipboardOffer
             * @static
             * @param {farport.v1.ClipboardOffer.$Properties} message ClipboardOffer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClipboardOffer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kinds != null && message.kinds.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).int32s(message.kinds);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClipboardOffer message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ClipboardOffer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardOffer & farport.v1.ClipboardOffer.$Shape} ClipboardOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClipboardOffer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ClipboardOffer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.kinds && message.kinds.length))
                                    message.kinds = [];
                                reader.int32s(message.kinds);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.kinds && message.kinds.length))
                                message.kinds = [];
                            message.kinds.push(reader.int32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClipboardOffer;
        })();

        v1.ClipboardRequest = (function() {

            /**
             * Properties of a ClipboardRequest.
             * @typedef {Object} farport.v1.ClipboardRequest.$Properties
             * @property {farport.v1.ClipboardKind|null} [kind] ClipboardRequest kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClipboardRequest.
             * @memberof farport.v1
             * @interface IClipboardRequest
             * @augments farport.v1.ClipboardRequest.$Properties
             * @deprecated Use farport.v1.ClipboardRequest.$Properties instead.
             */

            /**
             * Shape of a ClipboardRequest.
             * @typedef {farport.v1.ClipboardRequest.$Properties} farport.v1.ClipboardRequest.$Shape
             */

            /**
             * Constructs a new ClipboardRequest.
             * @memberof farport.v1
             * @classdesc Represents a ClipboardRequest.
             * @constructor
             * @param {farport.v1.ClipboardRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClipboardRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClipboardRequest kind.
             * @member {farport.v1.ClipboardKind} kind
             * @memberof farport.v1.ClipboardRequest
             * @instance
             */
            ClipboardRequest.prototype.kind = 0;

            /**
             * Encodes the specified ClipboardRequest message. Does not implicitly {@link farport.v1.ClipboardRequest.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ClipboardRequest
             * @static
             * @param {farport.v1.ClipboardRequest.$Properties} message ClipboardRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClipboardRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClipboardRequest message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ClipboardRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardRequest & farport.v1.ClipboardRequest.$Shape} ClipboardRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClipboardRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ClipboardRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClipboardRequest;
        })();

        v1.ClipboardData = (function() {

            /**
             * Properties of a ClipboardData.
             * @typedef {Object} farport.v1.ClipboardData.$Properties
             * @property {farport.v1.ClipboardKind|null} [kind] ClipboardData kind
             * @property {boolean|null} [more] ClipboardData more
             * @property {boolean|null} [missing] ClipboardData missing
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClipboardData.
             * @memberof farport.v1
             * @interface IClipboardData
             * @augments farport.v1.ClipboardData.$Properties
             * @deprecated Use farport.v1.ClipboardData.$Properties instead.
             */

            /**
             * Shape of a ClipboardData.
             * @typedef {farport.v1.ClipboardData.$Properties} farport.v1.ClipboardData.$Shape
             */

            /**
             * Constructs a new ClipboardData.
             * @memberof farport.v1
             * @classdesc Represents a ClipboardData.
             * @constructor
             * @param {farport.v1.ClipboardData.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClipboardData = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClipboardData kind.
             * @member {farport.v1.ClipboardKind} kind
             * @memberof farport.v1.ClipboardData
             * @instance
             */
            ClipboardData.prototype.kind = 0;

            /**
             * ClipboardData more.
             * @member {boolean} more
             * @memberof farport.v1.ClipboardData
             * @instance
             */
            ClipboardData.prototype.more = false;

            /**
             * ClipboardData missing.
             * @member {boolean} missing
             * @memberof farport.v1.ClipboardData
             * @instance
             */
            ClipboardData.prototype.missing = false;

            /**
             * Encodes the specified ClipboardData message. Does not implicitly {@link farport.v1.ClipboardData.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ClipboardData
             * @static
             * @param {farport.v1.ClipboardData.$Properties} message ClipboardData message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClipboardData.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.more);
                if (message.missing != null && $Object.hasOwnProperty.call(message, "missing") && message.missing !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.missing);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClipboardData message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ClipboardData
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardData & farport.v1.ClipboardData.$Shape} ClipboardData
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClipboardData.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ClipboardData();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.missing = value;
                            else
                                delete message.missing;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClipboardData;
        })();

        v1.ControlFrame = (function() {

            /**
             * Properties of a ControlFrame.
             * @typedef {Object} farport.v1.ControlFrame.$Properties
             * @property {farport.v1.ControlHello.$Properties|null} [hello] ControlFrame hello
             * @property {farport.v1.ControlWelcome.$Properties|null} [welcome] ControlFrame welcome
             * @property {farport.v1.Ping.$Properties|null} [ping] ControlFrame ping
             * @property {farport.v1.Pong.$Properties|null} [pong] ControlFrame pong
             * @property {farport.v1.Error.$Properties|null} [error] ControlFrame error
             * @property {farport.v1.DeviceList.$Properties|null} [devices] ControlFrame devices
             * @property {farport.v1.DevicePlugged.$Properties|null} [plugged] ControlFrame plugged
             * @property {farport.v1.DeviceUnplugged.$Properties|null} [unplugged] ControlFrame unplugged
             * @property {farport.v1.DeviceProgress.$Properties|null} [progress] ControlFrame progress
             * @property {farport.v1.TicketRequest.$Properties|null} [ticketRequest] ControlFrame ticketRequest
             * @property {farport.v1.AttachOrder.$Properties|null} [attach] ControlFrame attach
             * @property {farport.v1.ReleaseOrder.$Properties|null} [release] ControlFrame release
             * @property {"hello"|"welcome"|"ping"|"pong"|"error"|"devices"|"plugged"|"unplugged"|"progress"|"ticketRequest"|"attach"|"release"} [body] ControlFrame body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ControlFrame.
             * @memberof farport.v1
             * @interface IControlFrame
             * @augments farport.v1.ControlFrame.$Properties
             * @deprecated Use farport.v1.ControlFrame.$Properties instead.
             */

            /**
             * Narrowed shape of a ControlFrame.
             * @typedef {{
             *   hello?: farport.v1.ControlHello.$Shape|null;
             *   welcome?: farport.v1.ControlWelcome.$Shape|null;
             *   ping?: farport.v1.Ping.$Shape|null;
             *   pong?: farport.v1.Pong.$Shape|null;
             *   error?: farport.v1.Error.$Shape|null;
             *   devices?: farport.v1.DeviceList.$Shape|null;
             *   plugged?: farport.v1.DevicePlugged.$Shape|null;
             *   unplugged?: farport.v1.DeviceUnplugged.$Shape|null;
             *   progress?: farport.v1.DeviceProgress.$Shape|null;
             *   ticketRequest?: farport.v1.TicketRequest.$Shape|null;
             *   attach?: farport.v1.AttachOrder.$Shape|null;
             *   release?: farport.v1.ReleaseOrder.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "hello"; hello: farport.v1.ControlHello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.ControlWelcome.$Shape; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "devices"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices: farport.v1.DeviceList.$Shape; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "plugged"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged: farport.v1.DevicePlugged.$Shape; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "unplugged"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged: farport.v1.DeviceUnplugged.$Shape; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "progress"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress: farport.v1.DeviceProgress.$Shape; ticketRequest?: null; attach?: null; release?: null }|{ body?: "ticketRequest"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest: farport.v1.TicketRequest.$Shape; attach?: null; release?: null }|{ body?: "attach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach: farport.v1.AttachOrder.$Shape; release?: null }|{ body?: "release"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release: farport.v1.ReleaseOrder.$Shape })
             * )} farport.v1.ControlFrame.$Shape
             */

            /**
             * Constructs a new ControlFrame.
             * @memberof farport.v1
             * @classdesc Represents a ControlFrame.
             * @constructor
             * @param {farport.v1.ControlFrame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ControlFrame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ControlFrame hello.
             * @member {farport.v1.ControlHello.$Properties|null|undefined} hello
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.hello = null;

            /**
             * ControlFrame welcome.
             * @member {farport.v1.ControlWelcome.$Properties|null|undefined} welcome
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.welcome = null;

            /**
             * ControlFrame ping.
             * @member {farport.v1.Ping.$Properties|null|undefined} ping
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.ping = null;

            /**
             * ControlFrame pong.
             * @member {farport.v1.Pong.$Properties|null|undefined} pong
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.pong = null;

            /**
             * ControlFrame error.
             * @member {farport.v1.Error.$Properties|null|undefined} error
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.error = null;

            /**
             * ControlFrame devices.
             * @member {farport.v1.DeviceList.$Properties|null|undefined} devices
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.devices = null;

            /**
             * ControlFrame plugged.
             * @member {farport.v1.DevicePlugged.$Properties|null|undefined} plugged
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.plugged = null;

            /**
             * ControlFrame unplugged.
             * @member {farport.v1.DeviceUnplugged.$Properties|null|undefined} unplugged
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.unplugged = null;

            /**
             * ControlFrame progress.
             * @member {farport.v1.DeviceProgress.$Properties|null|undefined} progress
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.progress = null;

            /**
             * ControlFrame ticketRequest.
             * @member {farport.v1.TicketRequest.$Properties|null|undefined} ticketRequest
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.ticketRequest = null;

            /**
             * ControlFrame attach.
             * @member {farport.v1.AttachOrder.$Properties|null|undefined} attach
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.attach = null;

            /**
             * ControlFrame release.
             * @member {farport.v1.ReleaseOrder.$Properties|null|undefined} release
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            ControlFrame.prototype.release = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ControlFrame body.
             * @member {"hello"|"welcome"|"ping"|"pong"|"error"|"devices"|"plugged"|"unplugged"|"progress"|"ticketRequest"|"attach"|"release"|undefined} body
             * @memberof farport.v1.ControlFrame
             * @instance
             */
            $Object.defineProperty(ControlFrame.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "welcome", "ping", "pong", "error", "devices", "plugged", "unplugged", "progress", "ticketRequest", "attach", "release"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified ControlFrame message. Does not implicitly {@link farport.v1.ControlFrame.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ControlFrame
             * @static
             * @param {farport.v1.ControlFrame.$Properties} message ControlFrame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ControlFrame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.farport.v1.ControlHello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.farport.v1.ControlWelcome.encode(message.welcome, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                    $root.farport.v1.Ping.encode(message.ping, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                    $root.farport.v1.Pong.encode(message.pong, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.farport.v1.Error.encode(message.error, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.devices != null && $Object.hasOwnProperty.call(message, "devices"))
                    $root.farport.v1.DeviceList.encode(message.devices, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.plugged != null && $Object.hasOwnProperty.call(message, "plugged"))
                    $root.farport.v1.DevicePlugged.encode(message.plugged, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.unplugged != null && $Object.hasOwnProperty.call(message, "unplugged"))
                    $root.farport.v1.DeviceUnplugged.encode(message.unplugged, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.farport.v1.DeviceProgress.encode(message.progress, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.ticketRequest != null && $Object.hasOwnProperty.call(message, "ticketRequest"))
                    $root.farport.v1.TicketRequest.encode(message.ticketRequest, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.attach != null && $Object.hasOwnProperty.call(message, "attach"))
                    $root.farport.v1.AttachOrder.encode(message.attach, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                    $root.farport.v1.ReleaseOrder.encode(message.release, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ControlFrame message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ControlFrame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ControlFrame & farport.v1.ControlFrame.$Shape} ControlFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ControlFrame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ControlFrame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.farport.v1.ControlHello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.farport.v1.ControlWelcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.body = "welcome";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.ping = $root.farport.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                            message.body = "ping";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.pong = $root.farport.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                            message.body = "pong";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.farport.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            message.body = "error";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.devices = $root.farport.v1.DeviceList.decode(reader, reader.size(), $undefined, _depth + 1, message.devices);
                            message.body = "devices";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.plugged = $root.farport.v1.DevicePlugged.decode(reader, reader.size(), $undefined, _depth + 1, message.plugged);
                            message.body = "plugged";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.unplugged = $root.farport.v1.DeviceUnplugged.decode(reader, reader.size(), $undefined, _depth + 1, message.unplugged);
                            message.body = "unplugged";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.progress = $root.farport.v1.DeviceProgress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            message.body = "progress";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.ticketRequest = $root.farport.v1.TicketRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.ticketRequest);
                            message.body = "ticketRequest";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.attach = $root.farport.v1.AttachOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.attach);
                            message.body = "attach";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.release = $root.farport.v1.ReleaseOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.release);
                            message.body = "release";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ControlFrame;
        })();

        v1.ControlHello = (function() {

            /**
             * Properties of a ControlHello.
             * @typedef {Object} farport.v1.ControlHello.$Properties
             * @property {number|null} [version] ControlHello version
             * @property {Array.<string>|null} [capabilities] ControlHello capabilities
             * @property {string|null} [agent] ControlHello agent
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ControlHello.
             * @memberof farport.v1
             * @interface IControlHello
             * @augments farport.v1.ControlHello.$Properties
             * @deprecated Use farport.v1.ControlHello.$Properties instead.
             */

            /**
             * Shape of a ControlHello.
             * @typedef {farport.v1.ControlHello.$Properties} farport.v1.ControlHello.$Shape
             */

            /**
             * Constructs a new ControlHello.
             * @memberof farport.v1
             * @classdesc Represents a ControlHello.
             * @constructor
             * @param {farport.v1.ControlHello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ControlHello = function (properties) {
                this.capabilities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ControlHello version.
             * @member {number} version
             * @memberof farport.v1.ControlHello
             * @instance
             */
            ControlHello.prototype.version = 0;

            /**
             * ControlHello capabilities.
             * @member {Array.<string>} capabilities
             * @memberof farport.v1.ControlHello
             * @instance
             */
            ControlHello.prototype.capabilities = $util.emptyArray;

            /**
             * ControlHello agent.
             * @member {string} agent
             * @memberof farport.v1.ControlHello
             * @instance
             */
            ControlHello.prototype.agent = "";

            /**
             * Encodes the specified ControlHello message. Does not implicitly {@link farport.v1.ControlHello.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ControlHello
             * @static
             * @param {farport.v1.ControlHello.$Properties} message ControlHello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ControlHello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.capabilities != null && message.capabilities.length)
                    for (let i = 0; i < message.capabilities.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.capabilities[i]);
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.agent);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ControlHello message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ControlHello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ControlHello & farport.v1.ControlHello.$Shape} ControlHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ControlHello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ControlHello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.capabilities && message.capabilities.length))
                                message.capabilities = [];
                            message.capabilities.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ControlHello;
        })();

        v1.ControlWelcome = (function() {

            /**
             * Properties of a ControlWelcome.
             * @typedef {Object} farport.v1.ControlWelcome.$Properties
             * @property {number|null} [version] ControlWelcome version
             * @property {Array.<string>|null} [capabilities] ControlWelcome capabilities
             * @property {string|null} [agent] ControlWelcome agent
             * @property {string|null} [clientName] ControlWelcome clientName
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ControlWelcome.
             * @memberof farport.v1
             * @interface IControlWelcome
             * @augments farport.v1.ControlWelcome.$Properties
             * @deprecated Use farport.v1.ControlWelcome.$Properties instead.
             */

            /**
             * Shape of a ControlWelcome.
             * @typedef {farport.v1.ControlWelcome.$Properties} farport.v1.ControlWelcome.$Shape
             */

            /**
             * Constructs a new ControlWelcome.
             * @memberof farport.v1
             * @classdesc Represents a ControlWelcome.
             * @constructor
             * @param {farport.v1.ControlWelcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ControlWelcome = function (properties) {
                this.capabilities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ControlWelcome version.
             * @member {number} version
             * @memberof farport.v1.ControlWelcome
             * @instance
             */
            ControlWelcome.prototype.version = 0;

            /**
             * ControlWelcome capabilities.
             * @member {Array.<string>} capabilities
             * @memberof farport.v1.ControlWelcome
             * @instance
             */
            ControlWelcome.prototype.capabilities = $util.emptyArray;

            /**
             * ControlWelcome agent.
             * @member {string} agent
             * @memberof farport.v1.ControlWelcome
             * @instance
             */
            ControlWelcome.prototype.agent = "";

            /**
             * ControlWelcome clientName.
             * @member {string} clientName
             * @memberof farport.v1.ControlWelcome
             * @instance
             */
            ControlWelcome.prototype.clientName = "";

            /**
             * Encodes the specified ControlWelcome message. Does not implicitly {@link farport.v1.ControlWelcome.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ControlWelcome
             * @static
             * @param {farport.v1.ControlWelcome.$Properties} message ControlWelcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ControlWelcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.capabilities != null && message.capabilities.length)
                    for (let i = 0; i < message.capabilities.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.capabilities[i]);
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.agent);
                if (message.clientName != null && $Object.hasOwnProperty.call(message, "clientName") && message.clientName !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.clientName);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ControlWelcome message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ControlWelcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ControlWelcome & farport.v1.ControlWelcome.$Shape} ControlWelcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ControlWelcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ControlWelcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.capabilities && message.capabilities.length))
                                message.capabilities = [];
                            message.capabilities.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clientName = value;
                            else
                                delete message.clientName;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ControlWelcome;
        })();

        v1.InterfaceClass = (function() {

            /**
             * Properties of an InterfaceClass.
             * @typedef {Object} farport.v1.InterfaceClass.$Properties
             * @property {number|null} [classCode] InterfaceClass classCode
             * @property {number|null} [subclass] InterfaceClass subclass
             * @property {number|null} [protocol] InterfaceClass protocol
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InterfaceClass.
             * @memberof farport.v1
             * @interface IInterfaceClass
             * @augments farport.v1.InterfaceClass.$Properties
             * @deprecated Use farport.v1.InterfaceClass.$Properties instead.
             */

            /**
             * Shape of an InterfaceClass.
             * @typedef {farport.v1.InterfaceClass.$Properties} farport.v1.InterfaceClass.$Shape
             */

            /**
             * Constructs a new InterfaceClass.
             * @memberof farport.v1
             * @classdesc Represents an InterfaceClass.
             * @constructor
             * @param {farport.v1.InterfaceClass.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InterfaceClass = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InterfaceClass classCode.
             * @member {number} classCode
             * @memberof farport.v1.InterfaceClass
             * @instance
             */
            InterfaceClass.prototype.classCode = 0;

            /**
             * InterfaceClass subclass.
             * @member {number} subclass
             * @memberof farport.v1.InterfaceClass
             * @instance
             */
            InterfaceClass.prototype.subclass = 0;

            /**
             * InterfaceClass protocol.
             * @member {number} protocol
             * @memberof farport.v1.InterfaceClass
             * @instance
             */
            InterfaceClass.prototype.protocol = 0;

            /**
             * Encodes the specified InterfaceClass message. Does not implicitly {@link farport.v1.InterfaceClass.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.InterfaceClass
             * @static
             * @param {farport.v1.InterfaceClass.$Properties} message InterfaceClass message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InterfaceClass.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.classCode != null && $Object.hasOwnProperty.call(message, "classCode") && message.classCode !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.classCode);
                if (message.subclass != null && $Object.hasOwnProperty.call(message, "subclass") && message.subclass !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.subclass);
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.protocol);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InterfaceClass message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.InterfaceClass
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.InterfaceClass & farport.v1.InterfaceClass.$Shape} InterfaceClass
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InterfaceClass.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.InterfaceClass();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.classCode = value;
                            else
                                delete message.classCode;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.subclass = value;
                            else
                                delete message.subclass;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InterfaceClass;
        })();

        v1.SeenDevice = (function() {

            /**
             * Properties of a SeenDevice.
             * @typedef {Object} farport.v1.SeenDevice.$Properties
             * @property {string|null} [key] SeenDevice key
             * @property {number|null} [vendorId] SeenDevice vendorId
             * @property {number|null} [productId] SeenDevice productId
             * @property {number|null} [deviceVersion] SeenDevice deviceVersion
             * @property {string|null} [serial] SeenDevice serial
             * @property {string|null} [portPath] SeenDevice portPath
             * @property {farport.v1.InterfaceClass.$Properties|null} [deviceClass] SeenDevice deviceClass
             * @property {Array.<farport.v1.InterfaceClass.$Properties>|null} [interfaces] SeenDevice interfaces
             * @property {string|null} [manufacturer] SeenDevice manufacturer
             * @property {string|null} [product] SeenDevice product
             * @property {farport.v1.Speed|null} [speed] SeenDevice speed
             * @property {boolean|null} [fresh] SeenDevice fresh
             * @property {number|null} [fence] SeenDevice fence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SeenDevice.
             * @memberof farport.v1
             * @interface ISeenDevice
             * @augments farport.v1.SeenDevice.$Properties
             * @deprecated Use farport.v1.SeenDevice.$Properties instead.
             */

            /**
             * Shape of a SeenDevice.
             * @typedef {farport.v1.SeenDevice.$Properties} farport.v1.SeenDevice.$Shape
             */

            /**
             * Constructs a new SeenDevice.
             * @memberof farport.v1
             * @classdesc Represents a SeenDevice.
             * @constructor
             * @param {farport.v1.SeenDevice.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SeenDevice = function (properties) {
                this.interfaces = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SeenDevice key.
             * @member {string} key
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.key = "";

            /**
             * SeenDevice vendorId.
             * @member {number} vendorId
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.vendorId = 0;

            /**
             * SeenDevice productId.
             * @member {number} productId
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.productId = 0;

            /**
             * SeenDevice deviceVersion.
             * @member {number} deviceVersion
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.deviceVersion = 0;

            /**
             * SeenDevice serial.
             * @member {string} serial
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.serial = "";

            /**
             * SeenDevice portPath.
             * @member {string} portPath
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.portPath = "";

            /**
             * SeenDevice deviceClass.
             * @member {farport.v1.InterfaceClass.$Properties|null|undefined} deviceClass
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.deviceClass = null;

            /**
             * SeenDevice interfaces.
             * @member {Array.<farport.v1.InterfaceClass.$Properties>} interfaces
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.interfaces = $util.emptyArray;

            /**
             * SeenDevice manufacturer.
             * @member {string} manufacturer
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.manufacturer = "";

            /**
             * SeenDevice product.
             * @member {string} product
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.product = "";

            /**
             * SeenDevice speed.
             * @member {farport.v1.Speed} speed
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.speed = 0;

            /**
             * SeenDevice fresh.
             * @member {boolean} fresh
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.fresh = false;

            /**
             * SeenDevice fence.
             * @member {number} fence
             * @memberof farport.v1.SeenDevice
             * @instance
             */
            SeenDevice.prototype.fence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified SeenDevice message. Does not implicitly {@link farport.v1.SeenDevice.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.SeenDevice
             * @static
             * @param {farport.v1.SeenDevice.$Properties} message SeenDevice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SeenDevice.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.vendorId != null && $Object.hasOwnProperty.call(message, "vendorId") && message.vendorId !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.vendorId);
                if (message.productId != null && $Object.hasOwnProperty.call(message, "productId") && message.productId !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.productId);
                if (message.deviceVersion != null && $Object.hasOwnProperty.call(message, "deviceVersion") && message.deviceVersion !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.deviceVersion);
                if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.serial);
                if (message.portPath != null && $Object.hasOwnProperty.call(message, "portPath") && message.portPath !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.portPath);
                if (message.deviceClass != null && $Object.hasOwnProperty.call(message, "deviceClass"))
                    $root.farport.v1.InterfaceClass.encode(message.deviceClass, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.interfaces != null && message.interfaces.length)
                    for (let i = 0; i < message.interfaces.length; ++i)
                        $root.farport.v1.InterfaceClass.encode(message.interfaces[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.manufacturer != null && $Object.hasOwnProperty.call(message, "manufacturer") && message.manufacturer !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.manufacturer);
                if (message.product != null && $Object.hasOwnProperty.call(message, "product") && message.product !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.product);
                if (message.speed != null && $Object.hasOwnProperty.call(message, "speed") && message.speed !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).int32(message.speed);
                if (message.fresh != null && $Object.hasOwnProperty.call(message, "fresh") && message.fresh !== false)
                    writer.uint32(/* id 12, wireType 0 =*/96).bool(message.fresh);
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && (typeof message.fence === "object" ? message.fence.low || message.fence.high : message.fence !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.fence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SeenDevice message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.SeenDevice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.SeenDevice & farport.v1.SeenDevice.$Shape} SeenDevice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SeenDevice.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.SeenDevice();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.vendorId = value;
                            else
                                delete message.vendorId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.productId = value;
                            else
                                delete message.productId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.deviceVersion = value;
                            else
                                delete message.deviceVersion;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.serial = value;
                            else
                                delete message.serial;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.portPath = value;
                            else
                                delete message.portPath;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.deviceClass = $root.farport.v1.InterfaceClass.decode(reader, reader.size(), $undefined, _depth + 1, message.deviceClass);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.interfaces && message.interfaces.length))
                                message.interfaces = [];
                            message.interfaces.push($root.farport.v1.InterfaceClass.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.manufacturer = value;
                            else
                                delete message.manufacturer;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.product = value;
                            else
                                delete message.product;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.speed = value;
                            else
                                delete message.speed;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.fresh = value;
                            else
                                delete message.fresh;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fence = value;
                            else
                                delete message.fence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SeenDevice;
        })();

        v1.DeviceList = (function() {

            /**
             * Properties of a DeviceList.
             * @typedef {Object} farport.v1.DeviceList.$Properties
             * @property {Array.<farport.v1.SeenDevice.$Properties>|null} [devices] DeviceList devices
             * @property {boolean|null} [more] DeviceList more
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeviceList.
             * @memberof farport.v1
             * @interface IDeviceList
             * @augments farport.v1.DeviceList.$Properties
             * @deprecated Use farport.v1.DeviceList.$Properties instead.
             */

            /**
             * Shape of a DeviceList.
             * @typedef {farport.v1.DeviceList.$Properties} farport.v1.DeviceList.$Shape
             */

            /**
             * Constructs a new DeviceList.
             * @memberof farport.v1
             * @classdesc Represents a DeviceList.
             * @constructor
             * @param {farport.v1.DeviceList.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeviceList = function (properties) {
                this.devices = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeviceList devices.
             * @member {Array.<farport.v1.SeenDevice.$Properties>} devices
             * @memberof farport.v1.DeviceList
             * @instance
             */
            DeviceList.prototype.devices = $util.emptyArray;

            /**
             * DeviceList more.
             * @member {boolean} more
             * @memberof farport.v1.DeviceList
             * @instance
             */
            DeviceList.prototype.more = false;

            /**
             * Encodes the specified DeviceList message. Does not implicitly {@link farport.v1.DeviceList.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.DeviceList
             * @static
             * @param {farport.v1.DeviceList.$Properties} message DeviceList message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeviceList.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.devices != null && message.devices.length)
                    for (let i = 0; i < message.devices.length; ++i)
                        $root.farport.v1.SeenDevice.encode(message.devices[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.more);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeviceList message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.DeviceList
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.DeviceList & farport.v1.DeviceList.$Shape} DeviceList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeviceList.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.DeviceList();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.devices && message.devices.length))
                                message.devices = [];
                            message.devices.push($root.farport.v1.SeenDevice.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeviceList;
        })();

        v1.DevicePlugged = (function() {

            /**
             * Properties of a DevicePlugged.
             * @typedef {Object} farport.v1.DevicePlugged.$Properties
             * @property {farport.v1.SeenDevice.$Properties|null} [device] DevicePlugged device
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DevicePlugged.
             * @memberof farport.v1
             * @interface IDevicePlugged
             * @augments farport.v1.DevicePlugged.$Properties
             * @deprecated Use farport.v1.DevicePlugged.$Properties instead.
             */

            /**
             * Shape of a DevicePlugged.
             * @typedef {farport.v1.DevicePlugged.$Properties} farport.v1.DevicePlugged.$Shape
             */

            /**
             * Constructs a new DevicePlugged.
             * @memberof farport.v1
             * @classdesc Represents a DevicePlugged.
             * @constructor
             * @param {farport.v1.DevicePlugged.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DevicePlugged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DevicePlugged device.
             * @member {farport.v1.SeenDevice.$Properties|null|undefined} device
             * @memberof farport.v1.DevicePlugged
             * @instance
             */
            DevicePlugged.prototype.device = null;

            /**
             * Encodes the specified DevicePlugged message. Does not implicitly {@link farport.v1.DevicePlugged.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.DevicePlugged
             * @static
             * @param {farport.v1.DevicePlugged.$Properties} message DevicePlugged message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DevicePlugged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    $root.farport.v1.SeenDevice.encode(message.device, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DevicePlugged message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.DevicePlugged
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.DevicePlugged & farport.v1.DevicePlugged.$Shape} DevicePlugged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DevicePlugged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.DevicePlugged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.device = $root.farport.v1.SeenDevice.decode(reader, reader.size(), $undefined, _depth + 1, message.device);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DevicePlugged;
        })();

        v1.DeviceUnplugged = (function() {

            /**
             * Properties of a DeviceUnplugged.
             * @typedef {Object} farport.v1.DeviceUnplugged.$Properties
             * @property {string|null} [key] DeviceUnplugged key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeviceUnplugged.
             * @memberof farport.v1
             * @interface IDeviceUnplugged
             * @augments farport.v1.DeviceUnplugged.$Properties
             * @deprecated Use farport.v1.DeviceUnplugged.$Properties instead.
             */

            /**
             * Shape of a DeviceUnplugged.
             * @typedef {farport.v1.DeviceUnplugged.$Properties} farport.v1.DeviceUnplugged.$Shape
             */

            /**
             * Constructs a new DeviceUnplugged.
             * @memberof farport.v1
             * @classdesc Represents a DeviceUnplugged.
             * @constructor
             * @param {farport.v1.DeviceUnplugged.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeviceUnplugged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeviceUnplugged key.
             * @member {string} key
             * @memberof farport.v1.DeviceUnplugged
             * @instance
             */
            DeviceUnplugged.prototype.key = "";

            /**
             * Encodes the specified DeviceUnplugged message. Does not implicitly {@link farport.v1.DeviceUnplugged.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.DeviceUnplugged
             * @static
             * @param {farport.v1.DeviceUnplugged.$Properties} message DeviceUnplugged message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeviceUnplugged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeviceUnplugged message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.DeviceUnplugged
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.DeviceUnplugged & farport.v1.DeviceUnplugged.$Shape} DeviceUnplugged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeviceUnplugged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.DeviceUnplugged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeviceUnplugged;
        })();

        /**
         * Progress enum.
         * @name farport.v1.Progress
         * @enum {number}
         * @property {number} PROGRESS_UNSPECIFIED=0 PROGRESS_UNSPECIFIED value
         * @property {number} PROGRESS_ATTACHED=1 PROGRESS_ATTACHED value
         * @property {number} PROGRESS_RECONNECTING=2 PROGRESS_RECONNECTING value
         * @property {number} PROGRESS_FAILED=3 PROGRESS_FAILED value
         * @property {number} PROGRESS_TAKEN_BACK=4 PROGRESS_TAKEN_BACK value
         */
        v1.Progress = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PROGRESS_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PROGRESS_ATTACHED"] = 1;
            values[valuesById[2] = "PROGRESS_RECONNECTING"] = 2;
            values[valuesById[3] = "PROGRESS_FAILED"] = 3;
            values[valuesById[4] = "PROGRESS_TAKEN_BACK"] = 4;
            return values;
        })();

        v1.DeviceProgress = (function() {

            /**
             * Properties of a DeviceProgress.
             * @typedef {Object} farport.v1.DeviceProgress.$Properties
             * @property {string|null} [key] DeviceProgress key
             * @property {number|null} [fence] DeviceProgress fence
             * @property {farport.v1.Progress|null} [progress] DeviceProgress progress
             * @property {string|null} [code] DeviceProgress code
             * @property {string|null} [message] DeviceProgress message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeviceProgress.
             * @memberof farport.v1
             * @interface IDeviceProgress
             * @augments farport.v1.DeviceProgress.$Properties
             * @deprecated Use farport.v1.DeviceProgress.$Properties instead.
             */

            /**
             * Shape of a DeviceProgress.
             * @typedef {farport.v1.DeviceProgress.$Properties} farport.v1.DeviceProgress.$Shape
             */

            /**
             * Constructs a new DeviceProgress.
             * @memberof farport.v1
             * @classdesc Represents a DeviceProgress.
             * @constructor
             * @param {farport.v1.DeviceProgress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeviceProgress = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeviceProgress key.
             * @member {string} key
             * @memberof farport.v1.DeviceProgress
             * @instance
             */
            DeviceProgress.prototype.key = "";

            /**
             * DeviceProgress fence.
             * @member {number} fence
             * @memberof farport.v1.DeviceProgress
             * @instance
             */
            DeviceProgress.prototype.fence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DeviceProgress progress.
             * @member {farport.v1.Progress} progress
             * @memberof farport.v1.DeviceProgress
             * @instance
             */
            DeviceProgress.prototype.progress = 0;

            /**
             * DeviceProgress code.
             * @member {string} code
             * @memberof farport.v1.DeviceProgress
             * @instance
             */
            DeviceProgress.prototype.code = "";

            /**
             * DeviceProgress message.
             * @member {string} message
             * @memberof farport.v1.DeviceProgress
             * @instance
             */
            DeviceProgress.prototype.message = "";

            /**
             * Encodes the specified DeviceProgress message. Does not implicitly {@link farport.v1.DeviceProgress.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.DeviceProgress
             * @static
             * @param {farport.v1.DeviceProgress.$Properties} message DeviceProgress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeviceProgress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && (typeof message.fence === "object" ? message.fence.low || message.fence.high : message.fence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fence);
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress") && message.progress !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.progress);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeviceProgress message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.DeviceProgress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.DeviceProgress & farport.v1.DeviceProgress.$Shape} DeviceProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeviceProgress.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.DeviceProgress();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fence = value;
                            else
                                delete message.fence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.progress = value;
                            else
                                delete message.progress;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeviceProgress;
        })();

        v1.TicketRequest = (function() {

            /**
             * Properties of a TicketRequest.
             * @typedef {Object} farport.v1.TicketRequest.$Properties
             * @property {string|null} [key] TicketRequest key
             * @property {number|null} [fence] TicketRequest fence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TicketRequest.
             * @memberof farport.v1
             * @interface ITicketRequest
             * @augments farport.v1.TicketRequest.$Properties
             * @deprecated Use farport.v1.TicketRequest.$Properties instead.
             */

            /**
             * Shape of a TicketRequest.
             * @typedef {farport.v1.TicketRequest.$Properties} farport.v1.TicketRequest.$Shape
             */

            /**
             * Constructs a new TicketRequest.
             * @memberof farport.v1
             * @classdesc Represents a TicketRequest.
             * @constructor
             * @param {farport.v1.TicketRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TicketRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TicketRequest key.
             * @member {string} key
             * @memberof farport.v1.TicketRequest
             * @instance
             */
            TicketRequest.prototype.key = "";

            /**
             * TicketRequest fence.
             * @member {number} fence
             * @memberof farport.v1.TicketRequest
             * @instance
             */
            TicketRequest.prototype.fence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified TicketRequest message. Does not implicitly {@link farport.v1.TicketRequest.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.TicketRequest
             * @static
             * @param {farport.v1.TicketRequest.$Properties} message TicketRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TicketRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && (typeof message.fence === "object" ? message.fence.low || message.fence.high : message.fence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TicketRequest message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.TicketRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.TicketRequest & farport.v1.TicketRequest.$Shape} TicketRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TicketRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.TicketRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fence = value;
                            else
                                delete message.fence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TicketRequest;
        })();

        v1.AttachOrder = (function() {

            /**
             * Properties of an AttachOrder.
             * @typedef {Object} farport.v1.AttachOrder.$Properties
             * @property {string|null} [key] AttachOrder key
             * @property {number|null} [fence] AttachOrder fence
             * @property {string|null} [vm] AttachOrder vm
             * @property {string|null} [ticket] AttachOrder ticket
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AttachOrder.
             * @memberof farport.v1
             * @interface IAttachOrder
             * @augments farport.v1.AttachOrder.$Properties
             * @deprecated Use farport.v1.AttachOrder.$Properties instead.
             */

            /**
             * Shape of an AttachOrder.
             * @typedef {farport.v1.AttachOrder.$Properties} farport.v1.AttachOrder.$Shape
             */

            /**
             * Constructs a new AttachOrder.
             * @memberof farport.v1
             * @classdesc Represents an AttachOrder.
             * @constructor
             * @param {farport.v1.AttachOrder.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AttachOrder = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AttachOrder key.
             * @member {string} key
             * @memberof farport.v1.AttachOrder
             * @instance
             */
            AttachOrder.prototype.key = "";

            /**
             * AttachOrder fence.
             * @member {number} fence
             * @memberof farport.v1.AttachOrder
             * @instance
             */
            AttachOrder.prototype.fence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AttachOrder vm.
             * @member {string} vm
             * @memberof farport.v1.AttachOrder
             * @instance
             */
            AttachOrder.prototype.vm = "";

            /**
             * AttachOrder ticket.
             * @member {string} ticket
             * @memberof farport.v1.AttachOrder
             * @instance
             */
            AttachOrder.prototype.ticket = "";

            /**
             * Encodes the specified AttachOrder message. Does not implicitly {@link farport.v1.AttachOrder.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.AttachOrder
             * @static
             * @param {farport.v1.AttachOrder.$Properties} message AttachOrder message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AttachOrder.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && (typeof message.fence === "object" ? message.fence.low || message.fence.high : message.fence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fence);
                if (message.vm != null && $Object.hasOwnProperty.call(message, "vm") && message.vm !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.vm);
                if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket") && message.ticket !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.ticket);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AttachOrder message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.AttachOrder
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.AttachOrder & farport.v1.AttachOrder.$Shape} AttachOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AttachOrder.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.AttachOrder();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fence = value;
                            else
                                delete message.fence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.vm = value;
                            else
                                delete message.vm;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ticket = value;
                            else
                                delete message.ticket;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AttachOrder;
        })();

        v1.ReleaseOrder = (function() {

            /**
             * Properties of a ReleaseOrder.
             * @typedef {Object} farport.v1.ReleaseOrder.$Properties
             * @property {string|null} [key] ReleaseOrder key
             * @property {number|null} [fence] ReleaseOrder fence
             * @property {string|null} [reason] ReleaseOrder reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReleaseOrder.
             * @memberof farport.v1
             * @interface IReleaseOrder
             * @augments farport.v1.ReleaseOrder.$Properties
             * @deprecated Use farport.v1.ReleaseOrder.$Properties instead.
             */

            /**
             * Shape of a ReleaseOrder.
             * @typedef {farport.v1.ReleaseOrder.$Properties} farport.v1.ReleaseOrder.$Shape
             */

            /**
             * Constructs a new ReleaseOrder.
             * @memberof farport.v1
             * @classdesc Represents a ReleaseOrder.
             * @constructor
             * @param {farport.v1.ReleaseOrder.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReleaseOrder = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReleaseOrder key.
             * @member {string} key
             * @memberof farport.v1.ReleaseOrder
             * @instance
             */
            ReleaseOrder.prototype.key = "";

            /**
             * ReleaseOrder fence.
             * @member {number} fence
             * @memberof farport.v1.ReleaseOrder
             * @instance
             */
            ReleaseOrder.prototype.fence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ReleaseOrder reason.
             * @member {string} reason
             * @memberof farport.v1.ReleaseOrder
             * @instance
             */
            ReleaseOrder.prototype.reason = "";

            /**
             * Encodes the specified ReleaseOrder message. Does not implicitly {@link farport.v1.ReleaseOrder.verify|verify} messages.
             * @function encode
             * @memberof farport.v1.ReleaseOrder
             * @static
             * @param {farport.v1.ReleaseOrder.$Properties} message ReleaseOrder message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReleaseOrder.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && (typeof message.fence === "object" ? message.fence.low || message.fence.high : message.fence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fence);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReleaseOrder message from the specified reader or buffer.
             * @function decode
             * @memberof farport.v1.ReleaseOrder
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {farport.v1.ReleaseOrder & farport.v1.ReleaseOrder.$Shape} ReleaseOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReleaseOrder.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.farport.v1.ReleaseOrder();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fence = value;
                            else
                                delete message.fence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReleaseOrder;
        })();

        return v1;
    })();

    return farport;
})();

export {
  $root as default
};
