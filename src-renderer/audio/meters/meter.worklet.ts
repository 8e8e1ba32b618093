/** The meter on the audio thread: listens, and tells the page about thirty times a second, as long as there is something to tell. */
import { createLevelMeasurement } from './levelMeasurement'
import { meterName, type MeterReading, type MeterRequest } from './meterProtocol'

/** What the audio thread offers; TypeScript knows only the page's side. */
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const readingsASecond = 30

class MeterProcessor extends AudioWorkletProcessor {
  private readonly measurement = createLevelMeasurement(sampleRate)
  private isMeasuring = false
  private isClosed = false
  private hasNews = false
  private wasQuiet = true
  private untilReading = 0

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<MeterRequest>) => this.obey(data)
  }

  process([channels]: Float32Array[][]): boolean {
    this.measurement.push(channels)
    this.untilReading -= channels[0]?.length ?? 128
    if (this.untilReading <= 0) {
      this.untilReading += sampleRate / readingsASecond
      this.tell(this.measurement.take())
    }
    return !this.isClosed
  }

  private obey(request: MeterRequest): void {
    this.hasNews = true
    switch (request.kind) {
      case 'measure':
        this.isMeasuring = request.isOn
        return this.measurement.measure(request.isOn)
      case 'reset':
        return this.measurement.reset()
      case 'close':
        this.isClosed = true
    }
  }

  private tell(reading: MeterReading): void {
    const isQuiet = !this.isMeasuring && reading.peaks.every((peak) => peak.true === 0)
    if (!isQuiet || !this.wasQuiet || this.hasNews) this.port.postMessage(reading)
    this.wasQuiet = isQuiet
    this.hasNews = false
  }
}

registerProcessor(meterName, MeterProcessor)
