/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["farport-control"] || ($protobuf.roots["farport-control"] = {});

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

        return v1;
    })();

    return farport;
})();

export {
  $root as default
};
